import {drawAdverbs, drawFrequency, drawModal, drawTense} from './draw-adverbs.ts';
import {drawNoun, type Surroundings} from './draw-nouns.ts';
import {drawObject, drawSubject} from './draw-phrases.ts';
import {drawPlace, drawWay} from './draw-places.ts';
import {drawQualityClause} from './draw-qualities.ts';
import type {Drawer} from './drawer.ts';
import type {Clause, Phrase, Place, Predicate, Tense} from './sentence.ts';
import type {NounKind, Word} from './words.ts';

export type ClauseOptions = {
	/** @default drawn */
	readonly tense?: Tense | undefined;
	/** Which verbs may be drawn. @default all of them */
	readonly verbs?: readonly Word[];
	/** Who does it, if that is known already. @default drawn */
	readonly subject?: 'who' | 'you' | undefined;
};

/** Draw a clause: somebody does something, or something is so. */
export function drawClause(drawer: Drawer, {tense}: {readonly tense?: Tense} = {}): Clause {
	return drawer.chance(0.22)
		? drawQualityClause(drawer, tense ?? drawTense(drawer))
		: drawActClause(drawer, {tense});
}

/** Draw a clause whose verb says what somebody does. */
export function drawActClause(drawer: Drawer, options: ClauseOptions = {}): Clause {
	const verb = options.verbs === undefined ? drawVerb(drawer) : drawer.pick(options.verbs);
	const tense = options.tense ?? drawTense(drawer);
	const isNegative = drawer.chance(0.2);
	const subject = drawDoer(drawer, {verb, isNegative, known: options.subject});
	// Nothing can be `his own` where nobody knows who it is.
	const surroundings = {subject: options.subject === 'who' ? undefined : subject, isNegative};
	const frequency = drawFrequency(drawer, isNegative);
	return {
		subject,
		tense,
		isNegative,
		frequency,
		modal: drawModal(drawer, {verb, tense, isNegative}),
		predicate: drawAct(drawer, verb, surroundings),
		places: drawPlaces(drawer, verb, surroundings),
		adverbs: drawAdverbs(drawer, {tense, frequency}),
	};
}

function drawVerb(drawer: Drawer): Word {
	return drawer.word(drawer.pick(['verb', 'verb', 'verb', 'verb', 'motion', 'give'] as const));
}

type DoerOptions = {
	readonly verb: Word;
	readonly isNegative: boolean;
	readonly known: ClauseOptions['subject'];
};

function drawDoer(drawer: Drawer, {verb, isNegative, known}: DoerOptions): Phrase {
	return known === undefined
		? drawSubject(drawer, {kinds: verb.kinds as NounKind[], partner: verb, isNegative})
		: {form: 'pronoun', pronoun: known === 'who' ? 'he' : 'you'};
}

function drawAct(drawer: Drawer, verb: Word, surroundings: Surroundings): Predicate {
	const hasRecipient = verb.part === 'give' && drawer.chance(0.8);
	return {
		form: 'act',
		verb,
		object: verb.objects.length > 0 ? drawObject(drawer, verb, surroundings) : undefined,
		recipient: hasRecipient ? drawNoun(drawer, {kinds: ['person'], ...surroundings}) : undefined,
	};
}

function drawPlaces(drawer: Drawer, verb: Word, surroundings: Surroundings): readonly Place[] {
	if (verb.part === 'motion') {
		return drawer.chance(0.75) ? [drawWay(drawer, surroundings)] : [];
	}

	return drawer.chance(0.3) ? [drawPlace(drawer, surroundings)] : [];
}
