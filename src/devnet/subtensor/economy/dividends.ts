import {q32, subtract} from './fixed-point.ts';

export type DividendShare<Hotkey> = {
	readonly hotkey: Hotkey;
	/** The epoch's dividend, in rao of alpha; only its proportion counts. */
	readonly dividend: bigint;
	/** The hotkey's alpha on the subnet, in rao. */
	readonly alphaStake: bigint;
	/** The hotkey's TAO on root, in rao. */
	readonly rootStake: bigint;
};

export type Dividend<Hotkey> = {
	readonly hotkey: Hotkey;
	/** From the validators' pot, in alpha with 32 fraction bits. */
	readonly alpha: bigint;
	/** From the root's pot, in alpha with 32 fraction bits. */
	readonly root: bigint;
};

export type DividendOptions = {
	/** In rao of alpha. */
	readonly validators: bigint;
	/** In rao of alpha. */
	readonly root: bigint;
	/** 32 fraction bits. */
	readonly taoWeight: bigint;
};

/**
Divide the validators' and root's pots of an epoch.

Each hotkey's dividend is split by the composition of its stake: `τw / (α + τw)` of it counts for root, the rest for alpha. The validators' pot is divided in proportion to the alpha parts, root's in proportion to the root parts. If all parts of a kind are 0, that pot is paid to nobody.
*/
export function divideDividends<Hotkey>(
	shares: ReadonlyArray<DividendShare<Hotkey>>,
	{validators, root, taoWeight}: DividendOptions,
): ReadonlyArray<Dividend<Hotkey>> {
	const parts = shares.map(share => splitDividend(share, taoWeight));
	const allAlpha = sum(parts.map(({alpha}) => alpha));
	const allRoot = sum(parts.map(part => part.root));
	return parts.map(({hotkey, alpha, root: rootPart}) => ({
		hotkey,
		alpha: q32.multiply(q32.from(validators), q32.divide(alpha, allAlpha)),
		root: q32.multiply(q32.from(root), q32.divide(rootPart, allRoot)),
	}));
}

function splitDividend<Hotkey>(
	{hotkey, dividend, alphaStake, rootStake}: DividendShare<Hotkey>,
	taoWeight: bigint,
): Dividend<Hotkey> {
	const weightedRoot = q32.multiply(q32.from(rootStake), taoWeight);
	const rootShare = q32.divide(weightedRoot, q32.from(alphaStake) + weightedRoot);
	const root = q32.multiply(q32.from(dividend), rootShare);
	return {hotkey, alpha: q32.from(dividend) - root, root};
}

/**
Split a dividend between the hotkey's owner, who gets the take, and its stakers. Each part is a whole number of rao, rounded down.

@param amount - 32 fraction bits.
@param take - Of 65,535.
*/
export function splitTake(
	amount: bigint,
	take: number,
): {readonly take: bigint; readonly rest: bigint} {
	const taken = q32.multiply(q32.ratio(BigInt(take), 65_535n), amount);
	return {take: q32.floor(taken), rest: q32.floor(subtract(amount, taken))};
}

/**
Get the withheld share of the miners' incentive, 32 fraction bits; 0 if nothing was paid.
*/
export const getWithheldPart = (withheld: bigint, all: bigint): bigint => q32.ratio(withheld, all);

const sum = (values: readonly bigint[]) => {
	let total = 0n;
	for (const value of values) {
		total += value;
	}

	return total;
};
