import {raoPerTao} from '../chain/amount.ts';
import type {ChainClient} from '../chain/client.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getHotkeyAlpha} from '../chain/subtensor/stake.ts';
import {getMinerRank} from '../chain/subtensor/rank.ts';

/** How a hotkey stands on a subnet; all figures are of one block. */
export type Reward = {
	readonly block: number;
	readonly uid: number;
	/** Number of the block in which it was registered. */
	readonly registeredAt: number;
	/** Its place among the miners by incentive, the best is 1; `undefined` while it has none. */
	readonly rank: number | undefined;
	readonly miners: number;
	/** As stored, of 65,535. */
	readonly incentive: number;
	/** Since its registration, in alpha's 1e-9 unit. */
	readonly earnedAlpha: bigint;
	/** That at the pool's price, in rao, rounded down. */
	readonly earnedTao: bigint;
};

export type RewardOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	/** What the hotkey held when it registered, in alpha's 1e-9 unit. */
	readonly alphaAtStart: bigint;
	/** The block to read. */
	readonly at: {readonly number: number; readonly hash: string};
};

/**
Read how a hotkey stands.

@returns `undefined` if it is not on the subnet any more.
*/
export async function readReward(
	client: ChainClient,
	{netuid, hotkey, alphaAtStart, at: {number, hash}}: RewardOptions,
): Promise<Reward | undefined> {
	const [neurons, alpha, price = 0n] = await Promise.all([
		getNeurons(client, {netuid, at: hash}),
		getHotkeyAlpha(client, {netuid, hotkey, at: hash}),
		getAlphaPrice(client, {netuid, at: hash}),
	]);
	const own = neurons.find(neuron => neuron.hotkey === hotkey);
	if (own === undefined) {
		return undefined;
	}

	const earnedAlpha = alpha - alphaAtStart;
	return {
		...getMinerRank(neurons, own),
		block: number,
		uid: own.uid,
		registeredAt: own.registeredAt,
		incentive: own.incentive,
		earnedAlpha,
		earnedTao: (earnedAlpha * price) / raoPerTao,
	};
}
