import {hasPlural, type Clause, type Phrase, type Tense} from '../sentence.ts';
import {writeNoun, writePhrase} from './phrases.ts';

/** Write a clause; a question has the same order of words, after its first one. */
export function writeClause(clause: Clause): string {
	return `${writePhrase(clause.subject, 'nominative')} ${writePredicate(clause)}`;
}

/** Write what is said of the subject, without the subject. */
export function writePredicate(clause: Clause): string {
	return join(
		clause.isNegative ? 'ne' : undefined,
		clause.frequency?.esperanto,
		writeVerb(clause),
		writeRest(clause),
	);
}

/** Write a clause as an order. */
export function writeOrder(clause: Clause): string {
	return join(
		clause.isNegative ? 'ne' : undefined,
		`${toInfinitive(clause).slice(0, -1)}u`,
		writeRest(clause),
	);
}

/** Get a verb's form in a tense, the same for every subject: `dormas`. */
export function conjugate(verb: string, tense: Tense): string {
	return verb.slice(0, -1) + endings[tense];
}

function writeVerb(clause: Clause): string {
	const {modal, tense} = clause;
	const infinitive = toInfinitive(clause);
	if (modal === undefined) {
		return conjugate(infinitive, tense);
	}

	const first = typeof modal === 'object' ? modal.esperanto : modals[modal];
	return `${conjugate(first, tense)} ${infinitive}`;
}

function toInfinitive({predicate}: Clause): string {
	return predicate.form === 'act' ? predicate.verb.esperanto : 'esti';
}

function writeRest({subject, predicate, places, adverbs}: Clause): string {
	return join(
		writeComplement(predicate, subject),
		...adverbs.filter(({kinds}) => kinds.includes('manner')).map(({esperanto}) => esperanto),
		...places.map(
			({preposition, phrase}) =>
				`${preposition.esperanto} ${writeNoun(phrase, preposition.isWhereto ? 'accusative' : 'nominative')}`,
		),
		...adverbs.filter(({kinds}) => !kinds.includes('manner')).map(({esperanto}) => esperanto),
	);
}

function writeComplement(predicate: Clause['predicate'], subject: Phrase): string {
	const plural = hasPlural(subject) ? 'j' : '';
	switch (predicate.form) {
		case 'act': {
			const {object, recipient} = predicate;
			return join(
				object && writePhrase(object, 'accusative'),
				recipient && `al ${writePhrase(recipient, 'nominative')}`,
			);
		}

		case 'quality': {
			return predicate.adjective.esperanto + plural;
		}

		case 'comparison': {
			const {adjective, than} = predicate;
			return `pli ${adjective.esperanto}${plural} ol ${writeNoun(than, 'nominative')}`;
		}

		case 'identity': {
			return predicate.noun.esperanto + plural;
		}

		case 'location': {
			return predicate.adverb?.esperanto ?? '';
		}
	}
}

const endings: Record<Tense, string> = {past: 'is', present: 'as', future: 'os'};
const modals = {can: 'povi', must: 'devi'};

function join(...parts: ReadonlyArray<string | undefined>): string {
	return parts.filter(Boolean).join(' ');
}
