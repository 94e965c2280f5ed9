import {q32, smaller, subtract} from './fixed-point.ts';

export type Injection = {
	/** TAO added to the pool, in rao. */
	readonly tao: bigint;
	/** Alpha minted into the pool, in rao. */
	readonly alpha: bigint;
	/** TAO that buys alpha from the pool, in rao. */
	readonly excess: bigint;
};

export type InjectionOptions = {
	/** The subnet's TAO of this block, 32 fraction bits. */
	readonly emission: bigint;
	/** The spot price, 32 fraction bits. */
	readonly price: bigint;
	/** The subnet's alpha of this block, in rao. */
	readonly alphaEmission: bigint;
	/** 32 fraction bits. */
	readonly rootProportion: bigint;
};

/**
Split a subnet's TAO of a block between adding to its pool and buying from it.

`alpha = min(e / p, r · a)`, `tao = alpha · p`, `excess = e − tao`: as a subnet ages its root proportion falls, less can be added at the price, and more TAO buys. Each part is rounded down; the remainder, at most 2 rao, is not minted.
*/
export function splitInjection({
	emission,
	price,
	alphaEmission,
	rootProportion,
}: InjectionOptions): Injection {
	const wanted = q32.divide(emission, price);
	const most = q32.multiply(rootProportion, q32.from(alphaEmission));
	const tao = wanted > most ? q32.multiply(most, price) : emission;
	return {
		tao: q32.floor(tao),
		alpha: q32.floor(smaller(wanted, most)),
		excess: q32.floor(subtract(emission, tao)),
	};
}

export type RootProportionOptions = {
	/** TAO staked on root, in rao. */
	readonly rootTao: bigint;
	/** TaoWeight as stored, of 2^64 − 1. */
	readonly taoWeight: bigint;
	/** The subnet's alpha in the pool and outside, in rao. */
	readonly alphaIssuance: bigint;
};

/**
Get root's share of a subnet, 32 fraction bits: `R·w / (R·w + A + O)`.
*/
export function getRootProportion({
	rootTao,
	taoWeight,
	alphaIssuance,
}: RootProportionOptions): bigint {
	const weighted = q32.multiply(q32.from(rootTao), getTaoWeight(taoWeight));
	return q32.divide(weighted, weighted + q32.from(alphaIssuance));
}

/** Convert TaoWeight as stored, of 2^64 − 1, to 32 fraction bits. */
export const getTaoWeight = (stored: bigint): bigint =>
	q32.ratio(stored, 0xff_ff_ff_ff_ff_ff_ff_ffn);
