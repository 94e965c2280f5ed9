import {hasPlural, type Clause, type Phrase} from '../sentence.ts';
import {toComparative} from './adjectives.ts';
import {toArticle, toPlural} from './nouns.ts';
import {agreeWith, writeNoun, writePhrase} from './phrases.ts';
import {toBe, toPast, toThirdPerson, type Agreement} from './verbs.ts';

/** Write a clause as a statement. */
export function writeStatement(clause: Clause): string {
	const subject = writePhrase(clause.subject, 'subject');
	return join(subject, writeGroup(clause), writeRest(clause));
}

/** Write what is said of the subject, without the subject: `Who` goes before it. */
export function writePredicate(clause: Clause): string {
	return join(writeGroup(clause), writeRest(clause));
}

/** Write a clause as a question, its auxiliary first. */
export function writeQuestion(clause: Clause): string {
	const {auxiliary, main} = toVerbGroup(clause, {needsAuxiliary: true});
	return join(
		auxiliary,
		writePhrase(clause.subject, 'subject'),
		clause.isNegative ? 'not' : undefined,
		clause.frequency?.english,
		main,
		writeRest(clause),
	);
}

/** Write a clause as an order. */
export function writeOrder(clause: Clause): string {
	return join(clause.isNegative ? 'do not' : undefined, toInfinitive(clause), writeRest(clause));
}

function writeGroup(clause: Clause): string {
	const {auxiliary, main} = toVerbGroup(clause, {needsAuxiliary: clause.isNegative});
	const not = auxiliary === 'can' ? 'cannot' : join(auxiliary, 'not');
	return join(clause.isNegative ? not : auxiliary, clause.frequency?.english, main);
}

/** Split the verb into the auxiliary, which comes first in questions and before `not`, and the rest. */
function toVerbGroup(
	clause: Clause,
	{needsAuxiliary}: {readonly needsAuxiliary: boolean},
): {readonly auxiliary: string | undefined; readonly main: string | undefined} {
	const {tense, modal, predicate} = clause;
	const agreement = agreeWith(clause.subject);
	const infinitive = toInfinitive(clause);
	if (modal === 'can' && tense !== 'future') {
		return {auxiliary: tense === 'past' ? 'could' : 'can', main: infinitive};
	}

	if (modal === 'must') {
		return {auxiliary: 'must', main: infinitive};
	}

	const chain = toChain(clause);
	if (tense === 'future') {
		return {auxiliary: 'will', main: chain};
	}

	if (modal === undefined && predicate.form !== 'act') {
		return {auxiliary: toBe(agreement, tense), main: undefined};
	}

	return needsAuxiliary
		? {auxiliary: toDo(agreement, tense), main: chain}
		: {auxiliary: undefined, main: toFinite(chain, agreement, tense)};
}

/** The verbs that follow `will` or `do`: `be able to sleep`, `want to sleep`, `sleep`. */
function toChain(clause: Clause): string {
	const {modal} = clause;
	const infinitive = toInfinitive(clause);
	if (modal === 'can') {
		return `be able to ${infinitive}`;
	}

	return typeof modal === 'object' ? `${modal.english} to ${infinitive}` : infinitive;
}

function toInfinitive({predicate}: Clause): string {
	return predicate.form === 'act' ? predicate.verb.english : 'be';
}

function toFinite(chain: string, agreement: Agreement, tense: 'past' | 'present'): string {
	const [verb = '', ...rest] = chain.split(' ');
	return [conjugate(verb, agreement, tense), ...rest].join(' ');
}

/** Get a verb's finite form in the present or the past. */
export function conjugate(
	verb: string,
	{person, isPlural}: Agreement,
	tense: 'past' | 'present',
): string {
	if (tense === 'past') {
		return toPast(verb);
	}

	return person === 3 && !isPlural ? toThirdPerson(verb) : verb;
}

function toDo(agreement: Agreement, tense: 'past' | 'present'): string {
	return tense === 'past' ? 'did' : conjugate('do', agreement, tense);
}

/** What follows the verb. */
function writeRest({subject, predicate, places, adverbs}: Clause): string {
	return join(
		writeComplement(predicate, subject),
		...adverbs.filter(({kinds}) => kinds.includes('manner')).map(({english}) => english),
		...places.map(({preposition, phrase}) => `${preposition.english} ${writeNoun(phrase)}`),
		...adverbs.filter(({kinds}) => !kinds.includes('manner')).map(({english}) => english),
	);
}

function writeComplement(predicate: Clause['predicate'], subject: Phrase): string {
	switch (predicate.form) {
		case 'act': {
			const {object, recipient} = predicate;
			return join(
				object && writePhrase(object, 'object'),
				recipient && `to ${writePhrase(recipient, 'object')}`,
			);
		}

		case 'quality': {
			return predicate.adjective.english;
		}

		case 'comparison': {
			return `${toComparative(predicate.adjective.english)} than ${writeNoun(predicate.than)}`;
		}

		case 'identity': {
			const {english} = predicate.noun;
			return hasPlural(subject) ? toPlural(english) : `${toArticle(english)} ${english}`;
		}

		case 'location': {
			return predicate.adverb?.english ?? '';
		}
	}
}

function join(...parts: ReadonlyArray<string | undefined>): string {
	return parts.filter(Boolean).join(' ');
}
