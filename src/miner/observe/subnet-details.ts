import type {ChainClient} from '../../chain/client.ts';
import {type BurnRules, getBurnRules} from '../../chain/subtensor/burn.ts';
import {type GivenWeight, getGivenWeights} from '../../chain/subtensor/given-weights.ts';
import {getHyperparameters} from '../../chain/subtensor/hyperparameters.ts';
import {type Subnet, getSubnet} from '../../chain/subtensor/subnets.ts';
import type {SubnetFacts} from './subnet-facts.ts';

/** Values of a subnet that rarely change; `undefined` if the chain lacks them. */
export type SubnetDetails = Pick<
	Subnet,
	| 'name'
	| 'task'
	| 'tempo'
	| 'maxUids'
	| 'immunityPeriod'
	| 'registrationOpen'
	| 'ownerHotkey'
	| 'ownerColdkey'
> & {
	/** Identifies the subnet's chain, since another chain may have the same name. */
	readonly genesisHash: string;
	readonly minNonImmuneUids: number | undefined;
	readonly immuneOwnerUids: number | undefined;
	readonly burnRules: BurnRules | undefined;
	/** The weight that each permitted validator gives our UID; empty without a UID. */
	readonly weightsOnUs: readonly GivenWeight[];
};

export type SubnetDetailsOptions = {
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Blocks after which they are refreshed … @default 50 */
	readonly blocks?: number;
	/** … or milliseconds, whichever comes first. @default 60_000 */
	readonly duration?: number;
};

/** Get the details at a block, or cached ones. */
export type ReadSubnetDetails = (
	facts: SubnetFacts,
	at: string,
) => Promise<SubnetDetails | undefined>;

/**
Create a cached reader of a subnet's details. It makes one request when they have expired, when an epoch ran, or when the validators, their weights or our UID changed. If that fails, the old details are kept.
*/
export function createSubnetDetails(
	client: ChainClient,
	{netuid, hotkey, blocks = 50, duration = 60_000}: SubnetDetailsOptions,
): ReadSubnetDetails {
	let details: SubnetDetails | undefined;
	let read = {block: -Infinity, time: -Infinity, occasion: ''};
	return async (facts, at) => {
		const {block} = facts;
		const time = client.clock.now();
		const occasion = describeOccasion(facts, hotkey);
		if (occasion === read.occasion && block - read.block < blocks && time - read.time < duration) {
			return details;
		}

		try {
			details = (await readDetails(client, facts, {netuid, hotkey, at})) ?? details;
			read = {block, time, occasion};
		} catch {
			// The failure is reported elsewhere.
		}

		return details;
	};
}

/** Get a cache key that changes whenever the weights may have. */
function describeOccasion({neurons, nextEpoch}: SubnetFacts, hotkey: string): string {
	const {uid, registeredAt} = neurons.get(hotkey) ?? {};
	const validators = validatorsOf(neurons).map(neuron => [neuron.uid, neuron.lastUpdate]);
	return JSON.stringify([uid, registeredAt, nextEpoch, validators]);
}

async function readDetails(
	client: ChainClient,
	{neurons}: SubnetFacts,
	{netuid, hotkey, at}: {readonly netuid: number; readonly hotkey: string; readonly at: string},
): Promise<SubnetDetails | undefined> {
	const to = neurons.get(hotkey)?.uid;
	const [subnet, {minNonImmuneUids, immuneOwnerUids}, burnRules, weightsOnUs] = await Promise.all([
		getSubnet(client, {netuid, at}),
		getHyperparameters(client, {netuid, at}),
		getBurnRules(client, {netuid, at}),
		to === undefined
			? []
			: getGivenWeights(client, {netuid, to, from: validatorsOf(neurons).map(({uid}) => uid), at}),
	]);
	if (subnet === undefined) {
		return undefined;
	}

	const {name, task, tempo, maxUids, immunityPeriod, registrationOpen, ownerHotkey, ownerColdkey} =
		subnet;
	return {
		genesisHash: client.genesisHash,
		name,
		task,
		tempo,
		maxUids,
		immunityPeriod,
		registrationOpen,
		ownerHotkey,
		ownerColdkey,
		minNonImmuneUids,
		immuneOwnerUids,
		burnRules,
		weightsOnUs,
	};
}

const validatorsOf = (neurons: SubnetFacts['neurons']) =>
	Array.from(neurons, ([, neuron]) => neuron).filter(({validatorPermit}) => validatorPermit);
