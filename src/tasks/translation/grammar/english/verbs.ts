import type {Pronoun, Tense} from '../sentence.ts';
import {addEnding} from './nouns.ts';

/** Who does it, as far as the verb's form depends on it. */
export type Agreement = {
	readonly person: 1 | 2 | 3;
	readonly isPlural: boolean;
};

/** Get the third person singular of the present: `goes`. */
export function toThirdPerson(verb: string): string {
	return addEnding(verb);
}

/** Get the simple past: `went`. */
export function toPast(verb: string): string {
	const irregular = irregularPasts.get(verb);
	if (irregular !== undefined) {
		return irregular;
	}

	if (verb.endsWith('e')) {
		return `${verb}d`;
	}

	if (/[^aeiou]y$/v.test(verb)) {
		return `${verb.slice(0, -1)}ied`;
	}

	return doubling.has(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

/** Get a form of `be`. */
export function toBe({person, isPlural}: Agreement, tense: Exclude<Tense, 'future'>): string {
	if (isPlural || person === 2) {
		return tense === 'past' ? 'were' : 'are';
	}

	if (tense === 'past') {
		return 'was';
	}

	return person === 1 ? 'am' : 'is';
}

/** Get how a verb agrees with a pronoun. */
export function toAgreement(pronoun: Pronoun): Agreement {
	const persons = {i: 1, you: 2, he: 3, she: 3, it: 3, we: 1, they: 3} as const;
	return {person: persons[pronoun], isPlural: pronoun === 'we' || pronoun === 'they'};
}

/** Verbs that double their last consonant before `-ed`. */
const doubling: ReadonlySet<string> = new Set(['plan', 'drop', 'hug', 'rebel', 'expel', 'control']);

const irregularPasts: ReadonlyMap<string, string> = new Map(
	[
		'sleep slept, swim swam, run ran, sing sang, kneel knelt, eat ate, drink drank, buy bought',
		'sell sold, steal stole, choose chose, break broke, lose lost, hide hid, throw threw',
		'hold held, find found, shake shook, keep kept, forget forgot, wear wore, tear tore',
		'leave left, build built, sweep swept, draw drew, see saw, hear heard, bite bit, seek sought',
		'forgive forgave, teach taught, feed fed, write wrote, understand understood, begin began',
		'bleed bled',
		'lead led, bend bent, give gave, send sent, bring brought, lend lent, go went, fly flew',
		'come came, flee fled, think thought, know knew, say said',
	]
		.join(', ')
		.split(', ')
		.map(pair => pair.split(' ') as [string, string]),
);
