import {raoPerTao} from '../chain/amount.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';

export type DailyPayOptions = {
	/** Milliseconds from one block to the next. */
	readonly blockTime: number;
};

const day = 86_400_000;

/**
Get what a miner of a subnet earns in a day in the mean, in rao at the pool's price, if everything stays as it is.

The owner takes 18 % of what is made and miners half of the rest (`run_coinbase.rs` of the chain's source), less what is withheld because it went to the owner.

@returns `undefined` where the chain does not tell, or nobody mines.
*/
export function getDailyPay(
	{
		alphaPrice,
		alphaEmission,
		withheld = 0,
		miners,
	}: Pick<Subnet, 'alphaPrice' | 'alphaEmission' | 'withheld' | 'miners'>,
	{blockTime}: DailyPayOptions,
): bigint | undefined {
	if (alphaPrice === undefined || alphaEmission === undefined || miners === 0) {
		return undefined;
	}

	const share = 0.82 * 0.5 * (1 - withheld);
	const alpha = (Number(alphaEmission) * share * (day / blockTime)) / miners;
	return BigInt(Math.floor((alpha * Number(alphaPrice)) / Number(raoPerTao)));
}
