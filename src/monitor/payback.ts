import {raoPerTao} from '../chain/amount.ts';

export type PaybackOptions = {
	/** What was, or will be, paid to register, in rao. */
	readonly cost: bigint;
	/** What an epoch brings, in alpha's 1e-9 unit. */
	readonly alphaPerEpoch: bigint;
	/** Rao for one alpha. */
	readonly alphaPrice: bigint;
	/** Blocks from one epoch to the next. */
	readonly tempo: number;
	/** Milliseconds from one block to the next. */
	readonly blockTime: number;
};

/**
Get how long it takes to earn back what registering cost, in milliseconds, if price and pay stay as they are.

@returns `undefined` if nothing is earned.
*/
export function getPaybackTime({
	cost,
	alphaPerEpoch,
	alphaPrice,
	tempo,
	blockTime,
}: PaybackOptions): number | undefined {
	const perEpoch = alphaPerEpoch * alphaPrice;
	if (perEpoch <= 0n) {
		return undefined;
	}

	// Pay comes with whole epochs.
	const epochs = (cost * raoPerTao + perEpoch - 1n) / perEpoch;
	return Number(epochs) * tempo * blockTime;
}
