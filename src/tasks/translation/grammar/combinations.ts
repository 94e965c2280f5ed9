import type {Clause, Determiner, Noun, Phrase, Sentence} from './sentence.ts';
import type {Word} from './words.ts';

/** Get the combinations that a sentence holds, in Esperanto: a verb with the nouns that do it and those it is done to, an adjective with its noun. */
export function getCombinations(sentence: Sentence): ReadonlySet<string> {
	return new Set(toPairs(sentence).map(({word, noun}) => `${word.esperanto} ${noun.esperanto}`));
}

type Pair = {readonly word: Word; readonly noun: Word};

function toPairs(sentence: Sentence): readonly Pair[] {
	switch (sentence.form) {
		case 'there': {
			return [...inNoun(sentence.thing), ...inNoun(sentence.place.phrase)];
		}

		case 'reported': {
			const {speaker, verb, clause} = sentence;
			return [...inPhrase(speaker, verb), ...inClause(clause)];
		}

		case 'joined': {
			return [...inClause(sentence.first), ...inClause(sentence.second)];
		}

		case 'statement':
		case 'question':
		case 'asked':
		case 'who':
		case 'what':
		case 'order': {
			return inClause(sentence.clause);
		}
	}
}

function inClause({subject, predicate, places}: Clause): readonly Pair[] {
	const rest = places.flatMap(({phrase}) => inNoun(phrase));
	switch (predicate.form) {
		case 'act': {
			const {verb, object, recipient} = predicate;
			return [
				...inPhrase(subject, verb),
				...(object === undefined ? [] : inPhrase(object, verb)),
				...(recipient === undefined ? [] : inPhrase(recipient)),
				...rest,
			];
		}

		case 'quality': {
			return [...inPhrase(subject, predicate.adjective), ...rest];
		}

		case 'comparison': {
			return [...inPhrase(subject, predicate.adjective), ...inNoun(predicate.than), ...rest];
		}

		case 'identity':
		case 'location': {
			return [...inPhrase(subject), ...rest];
		}
	}
}

function inPhrase(phrase: Phrase, partner?: Word): readonly Pair[] {
	switch (phrase.form) {
		case 'pronoun': {
			return [];
		}

		case 'pair': {
			return [...inNoun(phrase.first, partner), ...inNoun(phrase.second, partner)];
		}

		case 'noun': {
			return inNoun(phrase, partner);
		}
	}
}

function inNoun({noun, adjectives, determiner}: Noun, partner?: Word): readonly Pair[] {
	return [
		...(partner === undefined ? [] : [{word: partner, noun}]),
		...adjectives.map(word => ({word, noun})),
		...inOwner(determiner),
	];
}

function inOwner(determiner: Determiner): readonly Pair[] {
	return determiner.form === 'owner' ? inNoun(determiner.owner) : [];
}
