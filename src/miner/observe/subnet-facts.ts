import type {ChainClient} from '../../chain/client.ts';
import {UnreadableAnswerError} from '../../chain/errors.ts';
import type {Head} from '../../chain/head.ts';
import {getBurn} from '../../chain/subtensor/burn.ts';
import {getEpochSchedule} from '../../chain/subtensor/epoch.ts';
import type {Neuron} from '../../chain/subtensor/neuron.ts';
import {getNeurons} from '../../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../../chain/subtensor/price.ts';
import {getOwnersAlpha} from '../../chain/subtensor/stake.ts';
import {getChainTime} from '../../chain/system/chain-info.ts';

/** A miner's view of its subnet at one block. */
export type SubnetFacts = {
	readonly block: number;
	/** When the block arrived, in milliseconds since the Unix epoch. */
	readonly at: number;
	/** The block's timestamp, in milliseconds since the Unix epoch; `undefined` if the chain has none. */
	readonly chainTime: number | undefined;
	/** By hotkey. */
	readonly neurons: ReadonlyMap<string, Neuron>;
	/** What the hotkey's owner has staked on it, in alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** Rao for one whole alpha. */
	readonly alphaPrice: bigint;
	/** Number of the block in which the next epoch runs; it changes once an epoch. */
	readonly nextEpoch: number | undefined;
	/** Registration price, in rao; `undefined` if the subnet does not exist. */
	readonly burn: bigint | undefined;
};

export type SubnetFactsOptions = {
	readonly netuid: number;
	readonly hotkey: string;
	readonly head: Head;
};

/** Read a subnet's facts at a block. */
export async function readSubnetFacts(
	client: ChainClient,
	{netuid, hotkey, head: {number: block, hash: at, receivedAt}}: SubnetFactsOptions,
): Promise<SubnetFacts> {
	const [neurons, alpha, alphaPrice = 0n, epoch, burn, chainTime] = await Promise.all([
		getNeurons(client, {netuid, at}),
		getOwnersAlpha(client, {netuid, hotkey, at}),
		getAlphaPrice(client, {netuid, at}),
		getEpochSchedule(client, {netuid, at}),
		getBurn(client, {netuid, at}),
		getChainTime(client, {at}),
	]);
	// Nothing is known of the earnings then, which must not look like a loss.
	if (alpha === undefined && neurons.some(neuron => neuron.hotkey === hotkey)) {
		throw new UnreadableAnswerError('Owner');
	}

	return {
		block,
		at: receivedAt,
		chainTime,
		neurons: new Map(neurons.map(neuron => [neuron.hotkey, neuron])),
		alpha: alpha ?? 0n,
		alphaPrice,
		nextEpoch: epoch?.next,
		burn,
	};
}
