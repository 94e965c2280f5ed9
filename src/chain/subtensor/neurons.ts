import type {At, ChainClient} from '../client.ts';
import type {Axon} from './axon.ts';
import {readMetagraph} from './metagraph.ts';
import {readNeuronStorage} from './neuron-storage.ts';

/** A registered key on a subnet: a miner, or a validator if it has the permit. */
export type Neuron = {
	readonly uid: number;
	/** SS58. */
	readonly hotkey: string;
	readonly coldkey: string;
	/** What its weight as a validator comes from, in alpha's 1e-9 unit: alpha, and its part of root's stake as far as that counts. */
	readonly stake: bigint;
	/** As stored: the share of the miners' pay, of 65,535. */
	readonly incentive: number;
	/** As stored: the share of the validators' pay, of 65,535. */
	readonly dividends: number;
	/** What the last epoch gave it, in alpha's 1e-9 unit. It decides who is evicted. */
	readonly emission: bigint;
	readonly validatorPermit: boolean;
	/** Whether its last weights are fresh enough to count. */
	readonly active: boolean;
	/** Number of the block in which it last set, or committed, weights. */
	readonly lastUpdate: number;
	/** Number of the block in which it was registered. */
	readonly registeredAt: number;
	readonly axon: Axon | undefined;
};

export type NeuronsOptions = At & {readonly netuid: number};

/**
Get all neurons of a subnet, in the order of their UIDs; all figures are of one block.

One question to the chain's metagraph API gives them all. Where that is missing or has another shape, they are read item by item from storage.
*/
export async function getNeurons(
	client: ChainClient,
	{netuid, at}: NeuronsOptions,
): Promise<readonly Neuron[]> {
	const block = await client.pin(at);
	const metagraph = await client.call(block, 'SubnetInfoRuntimeApi', 'get_metagraph', [netuid]);
	return readMetagraph(metagraph) ?? readNeuronStorage(client, {netuid, at: block});
}
