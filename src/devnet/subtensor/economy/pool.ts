import {q64} from './fixed-point.ts';

/**
A subnet's pool: its reserves of both tokens and their weights.

With even weights it is a constant product; the weights change when emission adds tokens, so that an addition never changes the price.
*/
export type Pool = {
	/** SubnetTAO, in rao. */
	readonly tao: bigint;
	/** SubnetAlphaIn, in rao. */
	readonly alpha: bigint;
	/** The weight of the TAO, in parts of 10^18; the alpha has the rest. */
	readonly quoteWeight: bigint;
};

/** The total weight, in the stored parts. */
export const fullWeight = 1_000_000_000_000_000_000n;

/** The weight of a new pool. */
export const evenWeight = fullWeight / 2n;

/** The minimum of each weight: 0.01. */
const minimumWeight = fullWeight / 100n;

/**
Get the spot price, TAO per alpha, with 64 fraction bits: `(wA · T) / (wT · A)`; 0 for a pool without alpha.
*/
export function getPrice({tao, alpha, quoteWeight}: Pool): bigint {
	return q64.ratio((fullWeight - quoteWeight) * tao, quoteWeight * alpha);
}

/**
Add tokens in any proportion without changing the price: `wT' = (T + dT) / (p · (A + dA) + T + dT)`.

@returns The pool with both tokens added, or `undefined` if a weight would leave 0.01..0.99, in which case nothing may be added.
*/
export function inject(
	pool: Pool,
	{tao, alpha}: {readonly tao: bigint; readonly alpha: bigint},
): Pool | undefined {
	const after = {tao: pool.tao + tao, alpha: pool.alpha + alpha};
	// Numerator and denominator times A · wT, each rounded to the nearest part as on the main chain.
	const alphaPart = multiplyWeight(fullWeight - pool.quoteWeight, pool.tao * after.alpha);
	const taoPart = multiplyWeight(pool.quoteWeight, pool.alpha * after.tao);
	const whole = alphaPart + taoPart;
	const quoteWeight = whole === 0n ? evenWeight : (taoPart * fullWeight) / whole;
	return quoteWeight < minimumWeight || fullWeight - quoteWeight < minimumWeight
		? undefined
		: {...after, quoteWeight};
}

const multiplyWeight = (weight: bigint, value: bigint) => {
	const product = weight * value;
	return (product + evenWeight) / fullWeight;
};
