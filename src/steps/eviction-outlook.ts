import type {ChainClient} from '../chain/client.ts';
import {getHyperparameters} from '../chain/subtensor/hyperparameters.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import {getEvictionOrder} from '../monitor/eviction.ts';

/** Who makes room for a newcomer. */
export type EvictionOutlook =
	| {readonly kind: 'free'; readonly freeUids: number}
	| {
			readonly kind: 'evicts';
			readonly uid: number;
			/** SS58. */
			readonly hotkey: string;
			readonly coldkey: string;
			/** What its last epoch gave it, in alpha's 1e-9 unit. */
			readonly emission: bigint;
	  }
	/** All are immune or spared: the chain would refuse a newcomer. */
	| {readonly kind: 'nobody'};

/** Read who would be evicted if a newcomer registered now. */
export async function readEvictionOutlook(
	client: ChainClient,
	{subnet, at, block}: {readonly subnet: Subnet; readonly at: string; readonly block: number},
): Promise<EvictionOutlook> {
	const {netuid, maxUids, immunityPeriod, ownerHotkey, ownerColdkey} = subnet;
	const [neurons, hyperparameters] = await Promise.all([
		getNeurons(client, {netuid, at}),
		getHyperparameters(client, {netuid, at}),
	]);
	if (neurons.length < maxUids) {
		return {kind: 'free', freeUids: maxUids - neurons.length};
	}

	const {minNonImmuneUids, immuneOwnerUids} = hyperparameters;
	const [uid] = getEvictionOrder(neurons, {
		block,
		maxUids,
		immunityPeriod,
		minNonImmuneUids,
		immuneOwnerUids,
		ownerHotkey,
		ownerColdkey,
	});
	const victim = neurons.find(neuron => neuron.uid === uid);
	if (victim === undefined) {
		return {kind: 'nobody'};
	}

	const {hotkey, coldkey, emission} = victim;
	return {kind: 'evicts', uid: victim.uid, hotkey, coldkey, emission};
}
