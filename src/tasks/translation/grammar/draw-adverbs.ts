import {getWords, type Drawer} from './drawer.ts';
import type {Clause, Tense} from './sentence.ts';
import type {Word} from './words.ts';

/** Draw a tense. */
export function drawTense(drawer: Drawer): Tense {
	return drawer.pick(['past', 'past', 'present', 'present', 'present', 'future']);
}

/** Draw how often, or nothing. `Not rarely` and `not sometimes` are not said. */
export function drawFrequency(drawer: Drawer, isNegative: boolean): Word | undefined {
	if (!drawer.chance(0.12)) {
		return undefined;
	}

	const adverbs = getWords('adverb', 'frequency');
	const afterNot = new Set(['always', 'often', 'usually']);
	return drawer.pick(isNegative ? adverbs.filter(({english}) => afterNot.has(english)) : adverbs);
}

export type ModalOptions = Pick<Clause, 'tense' | 'isNegative'> & {readonly verb: Word};

/** Draw what stands before the verb, or nothing. `Must` has no past, and `must not` means something else than `ne devas`. */
export function drawModal(
	drawer: Drawer,
	{verb, tense, isNegative}: ModalOptions,
): Clause['modal'] {
	if (!drawer.chance(0.2)) {
		return undefined;
	}

	const form = drawer.pick(['can', 'can', 'must', 'control', 'control'] as const);
	if (form === 'must') {
		return tense === 'present' && !isNegative ? form : undefined;
	}

	if (form === 'can') {
		return form;
	}

	return verb.kinds.includes('vehicle') ? undefined : drawer.word('control');
}

/** Draw how and when. */
export function drawAdverbs(
	drawer: Drawer,
	{tense, frequency}: Pick<Clause, 'tense' | 'frequency'>,
): readonly Word[] {
	return [
		...(drawer.chance(0.12) ? [drawer.word('adverb', 'manner')] : []),
		...drawTime(drawer, {tense, frequency}),
	];
}

/** Draw when. Beside `always` nobody says `yesterday`. */
export function drawTime(
	drawer: Drawer,
	{tense, frequency}: Pick<Clause, 'tense' | 'frequency'>,
): readonly Word[] {
	return tense !== 'present' && frequency === undefined && drawer.chance(0.2)
		? [drawer.word('adverb', tense)]
		: [];
}
