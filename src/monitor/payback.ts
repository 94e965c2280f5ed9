import {raoPerTao} from '../chain/amount.ts';
import type {MinerState} from '../miner/miner-state.ts';
import type {EarningsView} from '../miner/observe/earnings-view.ts';

export type PaybackOptions = {
	/** Registration cost, in rao. */
	readonly cost: bigint;
	/** Pay per epoch, in alpha's 1e-9 unit. */
	readonly alphaPerEpoch: bigint;
	/** Rao for one alpha. */
	readonly alphaPrice: bigint;
	/** Blocks between epochs. */
	readonly tempo: number;
	/** Block time, in milliseconds. */
	readonly blockTime: number;
};

/** Get the value of what a miner earned, in rao: what left the hotkey as it was sold, the rest at the current price; `undefined` if the chain does not tell. */
export function getEarnedValue(
	{earnedAlpha, earnedTao}: Pick<MinerState, 'earnedAlpha' | 'earnedTao'>,
	{goneAlpha, goneTao}: Pick<EarningsView, 'goneAlpha' | 'goneTao'>,
): bigint | undefined {
	if (earnedAlpha === null || earnedTao === null) {
		return undefined;
	}

	return earnedAlpha === 0n
		? goneTao
		: goneTao + (earnedTao * (earnedAlpha - goneAlpha)) / earnedAlpha;
}

/** Get what a registration and the sales cost, in rao; `undefined` if this rig did not pay for the registration. */
export const getCost = ({paid, fees}: Pick<EarningsView, 'paid' | 'fees'>): bigint | undefined =>
	paid === null ? undefined : paid + fees;

/** Get the days it takes to earn a price, with price and daily pay in rao; `undefined` if never, or if the pay is unknown. */
export const getPaybackDays = (price: bigint, dailyPay: bigint | undefined): number | undefined =>
	dailyPay === undefined || dailyPay <= 0n ? undefined : Number(price) / Number(dailyPay);

/**
Get the time it takes to earn back a registration, in milliseconds, if price and pay do not change.

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

	// Pay arrives in whole epochs.
	const epochs = (cost * raoPerTao + perEpoch - 1n) / perEpoch;
	return Number(epochs) * tempo * blockTime;
}
