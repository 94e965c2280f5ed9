import {toTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import type {ChainClient} from '../chain/client.ts';
import {getAlphaPrices} from '../chain/subtensor/price.ts';
import type {Stake} from '../chain/subtensor/held-stake.ts';
import {getStakes} from '../chain/subtensor/stake.ts';

export type ValuedStake = Stake & {
	/** What it is worth at the pool's price, in rao, rounded down; `undefined` if this chain does not tell. */
	readonly value: bigint | undefined;
};

/** What an account has, in rao; `undefined` is what this chain does not tell. */
export type Holdings = {
	readonly free: bigint;
	readonly staked: bigint | undefined;
	readonly total: bigint | undefined;
	readonly stakes: readonly ValuedStake[] | undefined;
};

/**
Get what a coldkey has: free TAO, and stake at the prices of the pools. All figures are of one block.
*/
export async function getHoldings(
	client: ChainClient,
	{address}: {readonly address: string},
): Promise<Holdings> {
	const at = await client.pin(undefined);
	const [free, stakes] = await Promise.all([
		getBalance(client, {address, at}),
		getStakes(client, {coldkey: address, at}),
	]);
	if (stakes === undefined) {
		return {free, staked: undefined, total: undefined, stakes};
	}

	const netuids = [...new Set(stakes.map(({netuid}) => netuid))];
	const prices = await getAlphaPrices(client, {netuids, at});
	const valued = stakes.map(stake => {
		const price = prices.get(stake.netuid);
		return {...stake, value: price === undefined ? undefined : toTao(stake.amount, price)};
	});
	const staked = sumKnown(valued.map(({value}) => value));
	return {free, staked, total: sumKnown([free, staked]), stakes: valued};
}

/** Sum amounts; `undefined` if one of them is unknown. */
function sumKnown(amounts: ReadonlyArray<bigint | undefined>): bigint | undefined {
	let sum = 0n;
	for (const amount of amounts) {
		if (amount === undefined) {
			return undefined;
		}

		sum += amount;
	}

	return sum;
}
