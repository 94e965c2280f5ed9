import type {Drawer} from './drawer.ts';
import {isComparable} from './english/adjectives.ts';
import {counts} from './numbers.ts';
import type {Determiner, Noun, Phrase, Pronoun} from './sentence.ts';
import type {NounKind, Word} from './words.ts';

/** The clause that a phrase stands in, as far as it is drawn. */
export type Surroundings = {
	readonly subject: Phrase | undefined;
	readonly isNegative: boolean;
};

export type NounOptions = Surroundings & {
	readonly kinds: readonly NounKind[];
	/** The verb whose subject or object it is, or the adjective that is said of it. */
	readonly partner?: Word | undefined;
	/** Whether it is itself the subject, which is never its own. */
	readonly isSubject?: boolean;
	/** What may stand before it. @default as much as the noun allows */
	readonly determiners?: ReadonlyArray<Determiner['form']>;
	/** Without adjectives. */
	readonly isPlain?: boolean;
};

/** Draw a noun with what belongs to it. */
export function drawNoun(drawer: Drawer, options: NounOptions): Noun {
	const noun = drawer.noun(options.kinds, options.partner);
	const determiner = drawDeterminer(drawer, noun, options);
	const needsPlural = pluralForms.has(determiner.form);
	const mayBePlural = !noun.isMass && determiner.form !== 'every';
	const isPlural = needsPlural || (mayBePlural && drawer.chance(0.35));
	const adjectives = options.isPlain ? [] : drawAdjectives(drawer, noun);
	const [adjective] = adjectives;
	return {
		form: 'noun',
		noun,
		isPlural,
		determiner,
		adjectives,
		isSuperlative:
			determiner.form === 'the' &&
			adjectives.length === 1 &&
			isComparable(adjective!.english) &&
			drawer.chance(0.2),
	};
}

/** Draw up to two adjectives, in the order that English wants: size or age, colour, material. */
function drawAdjectives(drawer: Drawer, noun: Word): readonly Word[] {
	if (!drawer.chance(0.4)) {
		return [];
	}

	const first = drawer.adjective(noun);
	if (first === undefined || !drawer.chance(0.15)) {
		return first === undefined ? [] : [first];
	}

	const second = drawer.adjective(noun, word => toRank(word) > toRank(first));
	return second === undefined ? [first] : [first, second];
}

function toRank({part, isAttributive}: Word): number {
	if (isAttributive) {
		return 2;
	}

	return part === 'colour' ? 1 : 0;
}

function drawDeterminer(drawer: Drawer, noun: Word, options: NounOptions): Determiner {
	const drawn = drawer.pick(options.determiners ?? getForms(noun, options));
	const form = noun.isMass && pluralForms.has(drawn) ? 'a' : drawn;
	switch (form) {
		case 'number': {
			return {form, count: drawer.pick(drawer.chance(0.5) ? counts.slice(0, 9) : counts)};
		}

		case 'pronoun': {
			return drawOwner(drawer, options);
		}

		case 'owner': {
			const {subject, isNegative} = options;
			const kind = noun.kinds.includes('body')
				? drawer.pick(['person', 'animal'] as const)
				: 'person';
			const determiners = plainForms;
			return {
				form,
				owner: drawNoun(drawer, {kinds: [kind], subject, isNegative, determiners, isPlain: true}),
			};
		}

		case 'the':
		case 'a':
		case 'this':
		case 'that':
		case 'every':
		case 'some':
		case 'many': {
			return {form};
		}
	}
}

/** `Every`, `some` and `many` stay out of a negative clause, where the two languages might not mean the same. */
function getForms(noun: Word, {isNegative}: NounOptions): ReadonlyArray<Determiner['form']> {
	if (noun.isMass) {
		return massForms;
	}

	return isNegative ? forms : [...forms, ...quantifiers];
}

/**
Draw an owner. English does not say whose dog “He sees his dog” is about, and Esperanto does: `sian` or `lian`. So the third person owns only where both languages say the same: in a subject, beside a subject of the first or second person, or as `her own`.
*/
function drawOwner(drawer: Drawer, {subject, isSubject = false}: NounOptions): Determiner {
	if (isSubject) {
		return {form: 'pronoun', owner: drawer.pick(owners), isOwn: false};
	}

	const pronoun = subject?.form === 'pronoun' ? subject.pronoun : undefined;
	if (pronoun !== undefined && firstAndSecond.includes(pronoun)) {
		return {form: 'pronoun', owner: drawer.pick(owners), isOwn: false};
	}

	return pronoun !== undefined && drawer.chance(0.5)
		? {form: 'pronoun', owner: pronoun, isOwn: true}
		: {form: 'pronoun', owner: drawer.pick(firstAndSecond), isOwn: false};
}

const owners: readonly Pronoun[] = ['i', 'you', 'he', 'she', 'we', 'they'];
const firstAndSecond: readonly Pronoun[] = ['i', 'you', 'we'];

/** What stands before a noun that is to be short. */
export const plainForms = ['the', 'the', 'the', 'this', 'pronoun'] as const;
const massForms = [
	...(['the', 'the', 'the', 'the', 'a', 'a', 'this', 'that', 'pronoun', 'owner'] as const),
];
const forms = [
	...(['the', 'the', 'the', 'the', 'the', 'the', 'the', 'a', 'a', 'a', 'a', 'number'] as const),
	...(['this', 'that', 'pronoun', 'pronoun', 'owner', 'owner'] as const),
];
const quantifiers = ['every', 'some', 'many'] as const;
const pluralForms: ReadonlySet<string> = new Set(['number', 'some', 'many']);
