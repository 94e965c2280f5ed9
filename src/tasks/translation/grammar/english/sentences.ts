import type {Noun, Place, Sentence, Tense} from '../sentence.ts';
import {conjugate, writeOrder, writePredicate, writeQuestion, writeStatement} from './clauses.ts';
import {agreeWith, writeNoun, writePhrase} from './phrases.ts';
import {toBe} from './verbs.ts';

/** Write a sentence in English, with its capital and its last sign. */
export function writeEnglish(sentence: Sentence): string {
	const words = writeWords(sentence);
	return words[0]!.toUpperCase() + words.slice(1) + toLastSign(sentence);
}

/** Get the sign that ends a sentence, in both languages. */
export function toLastSign({form}: Sentence): '.' | '?' | '!' {
	if (form === 'order') {
		return '!';
	}

	return ['question', 'asked', 'who', 'what'].includes(form) ? '?' : '.';
}

function writeWords(sentence: Sentence): string {
	switch (sentence.form) {
		case 'statement': {
			return writeStatement(sentence.clause);
		}

		case 'question': {
			return writeQuestion(sentence.clause);
		}

		case 'asked': {
			return `${sentence.word} ${writeQuestion(sentence.clause)}`;
		}

		case 'who': {
			return `who ${writePredicate(sentence.clause)}`;
		}

		case 'what': {
			return `what ${writeQuestion(sentence.clause)}`;
		}

		case 'order': {
			return writeOrder(sentence.clause);
		}

		case 'there': {
			return writeThere(sentence);
		}

		case 'reported': {
			const {speaker, verb, clause} = sentence;
			const says = conjugate(verb.english, agreeWith(speaker), 'present');
			return `${writePhrase(speaker, 'subject')} ${says} that ${writeStatement(clause)}`;
		}

		case 'joined': {
			const {first, conjunction, second} = sentence;
			const comma = conjunction === 'and' || conjunction === 'but' ? ',' : '';
			return `${writeStatement(first)}${comma} ${conjunction} ${writeStatement(second)}`;
		}
	}
}

function writeThere({
	tense,
	thing,
	place,
}: {
	readonly tense: Tense;
	readonly thing: Noun;
	readonly place: Place;
}): string {
	const verb = tense === 'future' ? 'will be' : toBe(agreeWith(thing), tense);
	return `there ${verb} ${writeNoun(thing)} ${place.preposition.english} ${writeNoun(place.phrase)}`;
}
