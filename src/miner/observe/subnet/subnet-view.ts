import * as v from 'valibot';
import type {BurnRules} from '../../../chain/subtensor/burn.ts';
import type {Neuron} from '../../../chain/subtensor/neuron.ts';
import {amount, list, struct} from '../../../support/schema.ts';
import {taskIds} from '../../../tasks/task.ts';
import type {SubnetDetails} from './subnet-details.ts';
import type {SubnetFacts} from './subnet-facts.ts';

const neuronSchema: v.GenericSchema<unknown, Neuron> = struct({
	uid: v.number(),
	hotkey: v.string(),
	coldkey: v.string(),
	stake: amount,
	incentive: v.number(),
	dividends: v.number(),
	emission: amount,
	validatorPermit: v.boolean(),
	active: v.boolean(),
	lastUpdate: v.number(),
	registeredAt: v.number(),
	axon: v.optional(struct({ip: v.string(), port: v.number()})),
});

const burnRulesSchema: v.GenericSchema<unknown, BurnRules> = v.variant('kind', [
	struct({
		kind: v.literal('continuous'),
		minimum: amount,
		maximum: amount,
		halfLife: v.number(),
		increase: v.number(),
	}),
	struct({
		kind: v.literal('interval'),
		minimum: amount,
		maximum: amount,
		interval: v.number(),
		target: v.number(),
	}),
]);

/** A subnet as a miner shows it: the facts of one block, and details read at that block or earlier. Fields that the chain lacks are `undefined`. */
export const subnetViewSchema = struct({
	block: v.number(),
	/** When the block arrived, in milliseconds since the Unix epoch. */
	at: v.number(),
	/** Recent block time, in milliseconds. */
	blockTimeMs: v.number(),
	/** Ordered by UID. */
	neurons: list(neuronSchema),
	/** Rao for one whole alpha. */
	alphaPrice: amount,
	/** Number of the block in which the next epoch runs. */
	nextEpoch: v.optional(v.number()),
	/** Registration price, in rao. */
	burn: v.optional(amount),
	burnRules: v.optional(burnRulesSchema),
	/** Identifies the subnet's chain, since another chain may have the same name. */
	genesisHash: v.string(),
	name: v.string(),
	task: v.optional(v.picklist(taskIds)),
	/** Blocks between epochs. */
	tempo: v.number(),
	maxUids: v.number(),
	/** Blocks for which a new neuron is normally safe from eviction. */
	immunityPeriod: v.number(),
	registrationOpen: v.boolean(),
	/** SS58. */
	ownerHotkey: v.optional(v.string()),
	ownerColdkey: v.optional(v.string()),
	minNonImmuneUids: v.optional(v.number()),
	immuneOwnerUids: v.optional(v.number()),
	/** The weight that each permitted validator gives our UID; empty without a UID. */
	weightsOnUs: list(struct({uid: v.number(), share: v.number()})),
});

export type SubnetView = v.InferOutput<typeof subnetViewSchema>;

/** Assemble a subnet's view from its facts and details. */
export function toSubnetView(
	{neurons, alpha: _, chainTime: _time, ...facts}: SubnetFacts,
	details: SubnetDetails,
	blockTimeMs: number,
): SubnetView {
	return {...facts, ...details, blockTimeMs, neurons: Array.from(neurons, ([, neuron]) => neuron)};
}
