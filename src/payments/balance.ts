import {toTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import type {ChainClient} from '../chain/client.ts';
import {getAlphaPrices} from '../chain/subtensor/price.ts';
import {type Stake, getStakes} from '../chain/subtensor/stake.ts';

export type ValuedStake = Stake & {
	/** What it is worth at the pool's price, in rao, rounded down. */
	readonly value: bigint;
};

/** What an account has, in rao. */
export type Holdings = {
	readonly free: bigint;
	readonly staked: bigint;
	readonly total: bigint;
	readonly stakes: readonly ValuedStake[];
};

/**
Get what a coldkey has: free TAO, and stake at the prices of the pools. All figures are of one block.
*/
export async function getHoldings(
	client: ChainClient,
	{address}: {readonly address: string},
): Promise<Holdings> {
	const at = await client.pin(undefined);
	const [free, stakes = []] = await Promise.all([
		getBalance(client, {address, at}),
		getStakes(client, {coldkey: address, at}),
	]);
	const netuids = [...new Set(stakes.map(({netuid}) => netuid))];
	const prices = await getAlphaPrices(client, {netuids, at});
	const valued = stakes.map(stake => ({
		...stake,
		value: toTao(stake.amount, prices.get(stake.netuid) ?? 0n),
	}));
	const staked = valued.reduce((sum, {value}) => sum + value, 0n);
	return {free, staked, total: free + staked, stakes: valued};
}
