import {drawNoun, plainForms, type NounOptions, type Surroundings} from './draw-nouns.ts';
import type {Drawer} from './drawer.ts';
import type {Phrase, Pronoun} from './sentence.ts';
import type {NounKind, Word} from './words.ts';

export type SubjectOptions = {
	readonly kinds: readonly NounKind[];
	/** The verb that says what it does, or the adjective that says how it is. */
	readonly partner?: Word | undefined;
	readonly isNegative: boolean;
	/** Without adjectives. */
	readonly isPlain?: boolean;
};

/** Draw a subject. */
export function drawSubject(drawer: Drawer, options: SubjectOptions): Phrase {
	if (drawer.chance(0.25)) {
		const isPerson = options.kinds.includes('person');
		return {form: 'pronoun', pronoun: drawer.pick(isPerson ? persons : ['it', 'they'])};
	}

	return drawOneOrTwo(drawer, {...options, subject: undefined, isSubject: true});
}

/** Draw what the verb is done to. */
export function drawObject(drawer: Drawer, verb: Word, surroundings: Surroundings): Phrase {
	const kinds = verb.objects;
	if (drawer.chance(0.12)) {
		const pronouns = kinds.includes('person')
			? objectsFor(surroundings.subject)
			: (['it', 'they'] as const);
		return {form: 'pronoun', pronoun: drawer.pick(pronouns)};
	}

	return drawOneOrTwo(drawer, {...surroundings, kinds, partner: verb});
}

/** Draw a noun or, rarely, two. `Every` and the like stay out of the two: English is not sure of their number. */
function drawOneOrTwo(drawer: Drawer, options: NounOptions): Phrase {
	if (!drawer.chance(0.07)) {
		return drawNoun(drawer, options);
	}

	const determiners = plainForms;
	const first = drawNoun(drawer, {...options, determiners});
	const second = drawNoun(drawer, {...options, determiners});
	return first.noun === second.noun ? first : {form: 'pair', first, second};
}

/** `I see me` and `we see me` are not said; `he sees him` has two meanings. */
function objectsFor(subject: Phrase | undefined): readonly Pronoun[] {
	if (subject?.form !== 'pronoun') {
		return persons;
	}

	const {pronoun} = subject;
	return pronoun === 'i' || pronoun === 'we'
		? persons.filter(other => other !== 'i' && other !== 'we')
		: persons.filter(other => other !== pronoun);
}

const persons: readonly Pronoun[] = ['i', 'you', 'he', 'she', 'we', 'they'];
