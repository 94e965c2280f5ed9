import {createRandom} from '../../../support/random.ts';

export type SamplerOptions = {
	/** Scale of randomness, 0 for the most probable token each time. @default 1 */
	readonly temperature?: number;
	/** Only the most probable tokens that together have this probability are drawn from. @default 1 */
	readonly topP?: number;
	readonly seed: number;
};

/** Picks the next token by the model's logits, one a token. */
export type Sampler = (logits: Float32Array) => number;

/* eslint-disable unicorn/no-for-loop, @typescript-eslint/prefer-for-of -- These loops run once for each token of a vocabulary, and iterators would take longer than the model. */

/**
Create a sampler. It takes one random number a token, so that the same logits and the same seed give the same tokens whatever else is computed.
*/
export function createSampler({temperature = 1, topP = 1, seed}: SamplerOptions): Sampler {
	if (temperature === 0) {
		return pickBest;
	}

	const random = createRandom(seed);
	let weights = new Float64Array();
	return logits => {
		// A new array for each token would be collected as often.
		weights = weights.length === logits.length ? weights : new Float64Array(logits.length);
		writeWeights(weights, logits, temperature);
		const total = sum(weights);
		return topP < 1
			? drawFromTop(weights, topP * total, random())
			: draw(weights, random() * total);
	};
}

/** Get the most probable token, the first on a tie. */
function pickBest(logits: Float32Array | Float64Array): number {
	let best = 0;
	for (let id = 1; id < logits.length; id++) {
		if (logits[id]! > logits[best]!) {
			best = id;
		}
	}

	return best;
}

/** Write the probabilities, up to a factor. */
function writeWeights(weights: Float64Array, logits: Float32Array, temperature: number) {
	const highest = logits[pickBest(logits)]!;
	for (let id = 0; id < logits.length; id++) {
		weights[id] = Math.exp((logits[id]! - highest) / temperature);
	}
}

/** Draw from the most probable tokens that together weigh this much at least. */
function drawFromTop(weights: Float64Array, enough: number, random: number): number {
	// One that weighs less is not needed: all that weigh no more than it may be left out together. Sorting every token would take longer than the model itself.
	const least = (sum(weights) - enough) / weights.length;
	const ids: number[] = [];
	for (let id = 0; id < weights.length; id++) {
		if (weights[id]! >= least) {
			ids.push(id);
		}
	}

	ids.sort((one, other) => Math.sign(weights[other]! - weights[one]!) * 2 + Math.sign(one - other));
	let total = 0;
	const count = ids.findIndex(id => {
		total += weights[id]!;
		return total >= enough;
	});
	const top = count === -1 ? ids : ids.slice(0, count + 1);
	return top[
		draw(
			Float64Array.from(top, id => weights[id]!),
			random * total,
		)
	]!;
}

/** Get the index at which the weights up to it exceed a number below their total. */
function draw(weights: Float64Array, at: number): number {
	let left = at;
	for (let index = 0; index < weights.length; index++) {
		left -= weights[index]!;
		if (left < 0) {
			return index;
		}
	}

	// Rounding may leave a trace; the heaviest is never wrong.
	return pickBest(weights);
}

const sum = (weights: Float64Array) => {
	let total = 0;
	for (let index = 0; index < weights.length; index++) {
		total += weights[index]!;
	}

	return total;
};
/* eslint-enable unicorn/no-for-loop, @typescript-eslint/prefer-for-of */
