import {toTao} from '../chain/amount.ts';
import type {ChainClient} from '../chain/client.ts';
import {UnreadableAnswerError} from '../chain/errors.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getOwnersAlpha} from '../chain/subtensor/stake.ts';
import {getMinerRank} from '../chain/subtensor/rank.ts';

/** A hotkey's standing on a subnet; all figures come from one block. */
export type Reward = {
	readonly block: number;
	readonly uid: number;
	/** Number of the block in which it was registered. */
	readonly registeredAt: number;
	/** Rank among the miners by incentive, 1 is the best; `undefined` without one. */
	readonly rank: number | undefined;
	/** Number of miners: UIDs without a validator permit. */
	readonly miners: number;
	readonly validatorPermit: boolean;
	/** As stored on chain: 65,535 stands for 1. */
	readonly incentive: number;
	/** Earned since registration, in alpha's 1e-9 unit; `undefined` if this chain does not tell. */
	readonly earnedAlpha: bigint | undefined;
	/** `earnedAlpha` at the pool's price, in rao, rounded down; `undefined` if this chain does not tell. */
	readonly earnedTao: bigint | undefined;
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
Read a hotkey's standing on a subnet.

@returns `undefined` if it is no longer on the subnet.
*/
export async function readReward(
	client: ChainClient,
	{netuid, hotkey, alphaAtStart, at: {number, hash}}: RewardOptions,
): Promise<Reward | undefined> {
	const [neurons, alpha, price] = await Promise.all([
		getNeurons(client, {netuid, at: hash}),
		getOwnersAlpha(client, {netuid, hotkey, at: hash}),
		getAlphaPrice(client, {netuid, at: hash}),
	]);
	const own = neurons.find(neuron => neuron.hotkey === hotkey);
	if (own === undefined) {
		return undefined;
	}

	if (alpha === 'unowned') {
		throw new UnreadableAnswerError('Owner');
	}

	const earnedAlpha = alpha === 'unknown' ? undefined : alpha - alphaAtStart;
	return {
		...getMinerRank(neurons, own),
		validatorPermit: own.validatorPermit,
		block: number,
		uid: own.uid,
		registeredAt: own.registeredAt,
		incentive: own.incentive,
		earnedAlpha,
		earnedTao:
			earnedAlpha === undefined || price === undefined ? undefined : toTao(earnedAlpha, price),
	};
}
