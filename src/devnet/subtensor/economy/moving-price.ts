import {q32From64, q64, q64From32, smaller} from './fixed-point.ts';

export type MovingPriceOptions = {
	/** The previous average, 32 fraction bits as stored. */
	readonly moving: bigint;
	/** The spot price, 64 fraction bits; values above 1 count as 1. */
	readonly spot: bigint;
	/** SubnetMovingAlpha, 32 fraction bits as stored. */
	readonly smoothing: bigint;
	/** Blocks since `start_call`. */
	readonly age: bigint;
	/** EMAPriceHalvingBlocks. */
	readonly halving: bigint;
};

/**
Get the average price after one more block, 32 fraction bits: `P ← k · min(spot, 1) + (1 − k) · P` with `k = smoothing · n / (n + halving)`.

It moves very slowly, and the stored average is rounded down at each block, so it can lag a little: start it at the spot price.
*/
export function moveAverage({moving, spot, smoothing, age, halving}: MovingPriceOptions): bigint {
	const step = q64.multiply(q64From32(smoothing), q64.ratio(age, age + halving));
	const pulled = q64.multiply(step, smaller(spot, q64.one));
	const kept = q64.multiply(q64.one - step, q64From32(moving));
	return q32From64(pulled + kept);
}
