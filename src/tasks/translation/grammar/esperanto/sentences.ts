import {toLastSign} from '../english/sentences.ts';
import type {Conjunction, Sentence} from '../sentence.ts';
import {conjugate, writeClause, writeOrder, writePredicate} from './clauses.ts';
import {writeNoun, writePhrase} from './phrases.ts';

/** Write a sentence in Esperanto, with its capital and its last sign. */
export function writeEsperanto(sentence: Sentence): string {
	const words = writeWords(sentence);
	return words[0]!.toUpperCase() + words.slice(1) + toLastSign(sentence);
}

function writeWords(sentence: Sentence): string {
	switch (sentence.form) {
		case 'statement': {
			return writeClause(sentence.clause);
		}

		case 'question': {
			return `ĉu ${writeClause(sentence.clause)}`;
		}

		case 'asked': {
			return `${questionWords[sentence.word]} ${writeClause(sentence.clause)}`;
		}

		case 'who': {
			return `kiu ${writePredicate(sentence.clause)}`;
		}

		case 'what': {
			return `kion ${writeClause(sentence.clause)}`;
		}

		case 'order': {
			return writeOrder(sentence.clause);
		}

		case 'there': {
			const {tense, thing, place} = sentence;
			const where = `${place.preposition.esperanto} ${writeNoun(place.phrase, 'nominative')}`;
			return `${conjugate('esti', tense)} ${writeNoun(thing, 'nominative')} ${where}`;
		}

		case 'reported': {
			const {speaker, verb, clause} = sentence;
			const says = conjugate(verb.esperanto, 'present');
			return `${writePhrase(speaker, 'nominative')} ${says}, ke ${writeClause(clause)}`;
		}

		case 'joined': {
			const {first, conjunction, second} = sentence;
			return `${writeClause(first)}, ${conjunctionWords[conjunction]} ${writeClause(second)}`;
		}
	}
}

const questionWords = {where: 'kie', when: 'kiam', why: 'kial'};

const conjunctionWords: Record<Conjunction, string> = {
	and: 'kaj',
	but: 'sed',
	because: 'ĉar',
	although: 'kvankam',
	while: 'dum',
};
