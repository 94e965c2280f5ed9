import type {ChainClient} from '../chain/client.ts';
import {getHyperparameters} from '../chain/subtensor/hyperparameters.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import {type EvictionRules, getEvictionOrder} from '../monitor/eviction.ts';

/** Who would be evicted to make room for a newcomer. */
export type EvictionOutlook =
	| {readonly kind: 'free'; readonly freeUids: number}
	| {
			readonly kind: 'evicts';
			readonly uid: number;
			/** SS58. */
			readonly hotkey: string;
			readonly coldkey: string;
			/** Its emission in the last epoch, in alpha's 1e-9 unit. */
			readonly emission: bigint;
	  }
	/** Every neuron is immune or never evicted: the chain would reject a newcomer. */
	| {readonly kind: 'nobody'};

export type EvictionOutlookOptions = {
	readonly subnet: Subnet;
	/** Hash and number of the block to read. */
	readonly at: string;
	readonly block: number;
};

/** Read which neuron would be evicted if a newcomer registered now. */
export async function readEvictionOutlook(
	client: ChainClient,
	{subnet, at, block}: EvictionOutlookOptions,
): Promise<EvictionOutlook> {
	const {netuid, maxUids} = subnet;
	const [neurons, rules] = await Promise.all([
		getNeurons(client, {netuid, at}),
		readEvictionRules(client, {subnet, at, block}),
	]);
	if (neurons.length < maxUids) {
		return {kind: 'free', freeUids: maxUids - neurons.length};
	}

	const [uid] = getEvictionOrder(neurons, rules);
	const victim = neurons.find(neuron => neuron.uid === uid);
	if (victim === undefined) {
		return {kind: 'nobody'};
	}

	const {hotkey, coldkey, emission} = victim;
	return {kind: 'evicts', uid: victim.uid, hotkey, coldkey, emission};
}

/** Read a subnet's eviction rules. */
export async function readEvictionRules(
	client: ChainClient,
	{subnet, at, block}: EvictionOutlookOptions,
): Promise<EvictionRules> {
	const {netuid, maxUids, immunityPeriod, ownerHotkey, ownerColdkey} = subnet;
	const {minNonImmuneUids, immuneOwnerUids} = await getHyperparameters(client, {netuid, at});
	return {
		block,
		maxUids,
		immunityPeriod,
		minNonImmuneUids,
		immuneOwnerUids,
		ownerHotkey,
		ownerColdkey,
	};
}
