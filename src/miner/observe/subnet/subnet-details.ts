import type {ChainClient} from '../../../chain/client.ts';
import {type BurnRules, getBurnRules} from '../../../chain/subtensor/burn.ts';
import type {GivenWeight} from '../../../chain/subtensor/given-weights.ts';
import {getHyperparameters} from '../../../chain/subtensor/hyperparameters.ts';
import {type Subnet, getSubnet} from '../../../chain/subtensor/subnets.ts';
import type {Neuron} from '../../../chain/subtensor/neuron.ts';
import type {SubnetFacts} from './subnet-facts.ts';
import {createWeightsReader} from './weights-on-us.ts';

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
	/** … or milliseconds, whichever comes first. @default 600_000 */
	readonly duration?: number;
};

/** Get the details at a block, or cached ones. */
export type ReadSubnetDetails = (
	facts: SubnetFacts,
	at: string,
) => Promise<SubnetDetails | undefined>;

/**
Create a cached reader of a subnet's details. They are read when they have expired, when an epoch ran, or when the validators or our UID changed; a validator's weights also when it has set new ones. If that fails, the old details are kept.
*/
export function createSubnetDetails(
	client: ChainClient,
	{netuid, hotkey, blocks = 50, duration = 600_000}: SubnetDetailsOptions,
): ReadSubnetDetails {
	const readWeights = createWeightsReader(client, netuid);
	let details: SubnetDetails | undefined;
	let read = {block: -Infinity, time: -Infinity, occasion: ''};

	const readRules = async (block: number, at: string, occasion: string) => {
		const time = client.clock.now();
		const isFresh =
			occasion === read.occasion && block - read.block < blocks && time - read.time < duration;
		if (details && isFresh) {
			return details;
		}

		const rules = await getRules(client, {netuid, at});
		read = {block, time, occasion};
		return rules;
	};

	return async (facts, at) => {
		const occasion = describeOccasion(facts, hotkey);
		try {
			const [rules, weightsOnUs] = await Promise.all([
				readRules(facts.block, at, occasion),
				readWeights({
					to: facts.neurons.get(hotkey)?.uid,
					validators: validatorsOf(facts),
					occasion,
					at,
				}),
			]);
			const isSame = rules === details && weightsOnUs === details?.weightsOnUs;
			details = rules === undefined || isSame ? details : {...rules, weightsOnUs};
		} catch {
			// The failure is reported elsewhere.
		}

		return details;
	};
}

/** Get a cache key that changes with each epoch, in which commits are revealed, and with who is on the subnet. */
function describeOccasion({neurons, nextEpoch}: SubnetFacts, hotkey: string): string {
	const {uid, registeredAt} = neurons.get(hotkey) ?? {};
	return JSON.stringify([uid, registeredAt, nextEpoch]);
}

async function getRules(
	client: ChainClient,
	options: {readonly netuid: number; readonly at: string},
): Promise<Omit<SubnetDetails, 'weightsOnUs'> | undefined> {
	const [subnet, {minNonImmuneUids, immuneOwnerUids}, burnRules] = await Promise.all([
		getSubnet(client, options),
		getHyperparameters(client, options),
		getBurnRules(client, options),
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
	};
}

const validatorsOf = ({neurons}: SubnetFacts): readonly Neuron[] =>
	Array.from(neurons, ([, neuron]) => neuron).filter(({validatorPermit}) => validatorPermit);
