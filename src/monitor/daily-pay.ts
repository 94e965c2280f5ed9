import {toTao} from '../chain/amount.ts';

export type DailyPayOptions = {
	/** Pay per epoch, in alpha's 1e-9 unit. */
	readonly alphaPerEpoch: bigint;
	/** Rao for one alpha. */
	readonly alphaPrice: bigint;
	/** Blocks between epochs. */
	readonly tempo: number;
	/** Block time, in milliseconds. */
	readonly blockTime: number;
};

const day = 86_400_000;

/** Get the pay per day, in rao at the pool's price, if every epoch pays the same. */
export function toDailyPay({alphaPerEpoch, alphaPrice, tempo, blockTime}: DailyPayOptions): bigint {
	const epochs = day / (tempo * blockTime);
	return toTao(BigInt(Math.floor(Number(alphaPerEpoch) * epochs)), alphaPrice);
}
