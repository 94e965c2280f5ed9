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

/**
Create a sampler. It takes one random number a token, so that the same logits and the same seed give the same tokens whatever else is computed.
*/
export function createSampler({temperature = 1, topP = 1, seed}: SamplerOptions): Sampler {
	if (temperature === 0) {
		return pickBest;
	}

	const random = createRandom(seed);
	return logits => {
		const weights = toWeights(logits, temperature);
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

/** Get the probabilities, up to a factor. */
function toWeights(logits: Float32Array, temperature: number): Float64Array {
	const highest = logits[pickBest(logits)]!;
	const weights = new Float64Array(logits.length);
	for (const [id, logit] of logits.entries()) {
		weights[id] = Math.exp((logit - highest) / temperature);
	}

	return weights;
}

/** Draw from the most probable tokens that together weigh this much at least. */
function drawFromTop(weights: Float64Array, enough: number, random: number): number {
	// One that weighs less is not needed: all that weigh no more than it may be left out together. Sorting every token would take longer than the model itself.
	const least = (sum(weights) - enough) / weights.length;
	const ids: number[] = [];
	for (const [id, weight] of weights.entries()) {
		if (weight >= least) {
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
	for (const [index, weight] of weights.entries()) {
		left -= weight;
		if (left < 0) {
			return index;
		}
	}

	// Rounding may leave a trace; the heaviest is never wrong.
	return pickBest(weights);
}

const sum = (weights: Float64Array) => {
	let total = 0;
	for (const weight of weights) {
		total += weight;
	}

	return total;
};
