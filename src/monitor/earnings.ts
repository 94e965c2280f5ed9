import {raoPerTao} from '../chain/amount.ts';

export type EarningsOptions = {
	/** What the hotkey holds on the subnet, in alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** What it held when it was registered. */
	readonly alphaAtStart: bigint;
	/** Rao for one alpha. */
	readonly alphaPrice: bigint;
};

export type Earnings = {
	/** In alpha's 1e-9 unit; below zero if more was taken out than came in. */
	readonly alpha: bigint;
	/** That at the pool's price, in rao, rounded down. What selling it would bring is a little less. */
	readonly tao: bigint;
};

/** Get what a hotkey has earned since its registration. */
export function getEarnings({alpha, alphaAtStart, alphaPrice}: EarningsOptions): Earnings {
	const earned = alpha - alphaAtStart;
	const product = earned * alphaPrice;
	const quotient = product / raoPerTao;
	// Division of a bigint rounds towards zero.
	const isRoundedUp = product < 0n && quotient * raoPerTao !== product;
	return {alpha: earned, tao: isRoundedUp ? quotient - 1n : quotient};
}
