import type {Random} from '../../../support/random.ts';
import {getCombinations} from './combinations.ts';
import {drawSentence} from './draw-sentences.ts';
import {createDrawer} from './drawer.ts';
import {writeEnglish} from './english/sentences.ts';
import {writeEsperanto} from './esperanto/sentences.ts';
import type {Split} from './split.ts';

/** One sentence in both languages. */
export type SentencePair = {
	readonly english: string;
	readonly esperanto: string;
	/** Which words it combines: `granda hundo`, `vidi hundo`. All of them are of the same split. */
	readonly combinations: readonly string[];
};

/** Draw a sentence to train on. */
export function drawTraining(random: Random): SentencePair {
	return drawFrom(random, 'training');
}

/** Draw a sentence that validators ask about. Each has a combination of words, and none of its combinations is ever drawn for training. */
export function drawHeldOut(random: Random): SentencePair {
	for (;;) {
		const pair = drawFrom(random, 'held-out');
		if (pair.combinations.length > 0) {
			return pair;
		}
	}
}

function drawFrom(random: Random, split: Split): SentencePair {
	const sentence = drawSentence(createDrawer(random, split));
	return {
		english: writeEnglish(sentence),
		esperanto: writeEsperanto(sentence),
		combinations: [...getCombinations(sentence)],
	};
}
