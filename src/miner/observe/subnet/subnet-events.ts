import * as v from 'valibot';
import {toTao} from '../../../chain/amount.ts';
import {amount, struct} from '../../../support/schema.ts';
import type {SubnetFacts} from './subnet-facts.ts';
import type {SubnetView} from './subnet-view.ts';

/** The latest observed event of each kind that concerns a miner on the chain. Times are in milliseconds since the Unix epoch. */
export const subnetEventsSchema = struct({
	/** The newest weights that another validator set or committed. */
	lastWeights: v.nullable(
		struct({
			block: v.number(),
			/** UID of the validator. */
			uid: v.number(),
			/** Estimated from the block time. */
			at: v.number(),
		}),
	),
	/** The latest change of our incentive: weights were revealed, or set in the open, and an epoch ran. */
	lastReveal: v.nullable(
		struct({
			block: v.number(),
			at: v.number(),
			/** As stored: out of 65,535. */
			incentiveBefore: v.number(),
			incentiveAfter: v.number(),
		}),
	),
	/** The reward of the latest epoch that paid, or of the latest ones together if nobody saw them one by one. */
	lastReward: v.nullable(
		struct({
			block: v.number(),
			at: v.number(),
			/** The last block seen before, if several epochs have passed since, as while the chain was lost. */
			since: v.nullable(v.number()),
			/** In alpha's 1e-9 unit. */
			alpha: amount,
			/** Its value at the pool's price, in rao, rounded down. */
			tao: amount,
		}),
	),
});

export type SubnetEvents = v.InferOutput<typeof subnetEventsSchema>;

export const noEvents: SubnetEvents = {
	lastWeights: null,
	lastReveal: null,
	lastReward: null,
};

/**
Update the events of a hotkey by comparing two snapshots of its subnet.

@returns The same object if nothing happened.
*/
export function observeEvents(
	last: SubnetEvents,
	{
		before,
		now,
		hotkey,
		tempo,
	}: {
		readonly before: SubnetFacts;
		readonly now: SubnetFacts;
		readonly hotkey: string;
		/** Blocks between epochs, if known. */
		readonly tempo: number | undefined;
	},
): SubnetEvents {
	const {block, at, alpha, alphaPrice} = now;
	const own = now.neurons.get(hotkey);
	const earlier = before.neurons.get(hotkey);
	if (!own || own.registeredAt !== earlier?.registeredAt) {
		return last;
	}

	const {incentive: incentiveAfter} = own;
	const {incentive: incentiveBefore} = earlier;
	const isKnown = alpha !== undefined && before.alpha !== undefined;
	const gain = isKnown && now.nextEpoch !== before.nextEpoch ? alpha - before.alpha : 0n;
	const fresh: Partial<SubnetEvents> = {
		...(incentiveAfter !== incentiveBefore && {
			lastReveal: {block, at, incentiveBefore, incentiveAfter},
		}),
		...(gain > 0n && {
			lastReward: {
				block,
				at,
				since: hasMissedEpochs({before, now, tempo}) ? before.block : null,
				alpha: gain,
				tao: toTao(gain, alphaPrice),
			},
		}),
	};
	return Object.keys(fresh).length === 0 ? last : {...last, ...fresh};
}

/** Check whether more than one epoch ran between two snapshots. From one epoch to the next it takes a tempo, or a block more. */
const hasMissedEpochs = ({
	before,
	now,
	tempo,
}: {
	readonly before: SubnetFacts;
	readonly now: SubnetFacts;
	readonly tempo: number | undefined;
}): boolean =>
	tempo !== undefined &&
	before.nextEpoch !== undefined &&
	now.nextEpoch !== undefined &&
	now.nextEpoch - before.nextEpoch >= 2 * tempo;

/**
Update the newest weights of the other validators. A miner with enough stake has a validator permit itself, and its own `lastUpdate` is no news of its scores.

@returns The same object if there are no newer ones.
*/
export function observeWeights(
	last: SubnetEvents,
	{view, hotkey: own}: {readonly view: SubnetView; readonly hotkey: string},
): SubnetEvents {
	// Registering counts as an update to the chain.
	const newest = view.neurons
		.filter(
			({hotkey, validatorPermit, lastUpdate, registeredAt}) =>
				hotkey !== own && validatorPermit && lastUpdate > registeredAt,
		)
		.toSorted((one, other) => other.lastUpdate - one.lastUpdate)[0];
	if (!newest || newest.lastUpdate === last.lastWeights?.block) {
		return last;
	}

	const {lastUpdate: block, uid} = newest;
	const age = Math.round((view.block - block) * view.blockTimeMs);
	return {...last, lastWeights: {block, uid, at: view.at - age}};
}
