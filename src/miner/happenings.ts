import {toTao} from '../ledger/earnings.ts';
import type {Known} from './known.ts';
import type {SubnetFacts} from './subnet-facts.ts';
import type {SubnetView} from './subnet-view.ts';

/** What happened to a miner on the chain: the last of each, as far as it was seen. Times are in milliseconds since the Unix epoch. */
export type Happenings = {
	/** The newest weights that a validator set or committed. */
	readonly lastWeights: Known<{
		readonly block: number;
		/** Of the validator. */
		readonly uid: number;
		/** Worked out from how fast blocks come. */
		readonly at: number;
	}>;
	/** When our incentive was seen to change: weights were revealed, or set openly, and an epoch ran. */
	readonly lastReveal: Known<{
		readonly block: number;
		readonly at: number;
		/** As stored, of 65,535. */
		readonly incentiveBefore: number;
		readonly incentiveAfter: number;
	}>;
	/** What the last epoch that paid has paid. */
	readonly lastReward: Known<{
		readonly block: number;
		readonly at: number;
		/** In alpha's 1e-9 unit. */
		readonly alpha: bigint;
		/** That at the pool's price, in rao, rounded down. */
		readonly tao: bigint;
	}>;
};

export const nothingHappened: Happenings = {
	lastWeights: null,
	lastReveal: null,
	lastReward: null,
};

/**
See what happened to a hotkey between two looks at its subnet.

@returns The same object if nothing did.
*/
export function seeHappenings(
	last: Happenings,
	{
		before,
		now,
		hotkey,
	}: {readonly before: SubnetFacts; readonly now: SubnetFacts; readonly hotkey: string},
): Happenings {
	const {block, at, alpha, alphaPrice} = now;
	const own = now.neurons.get(hotkey);
	const earlier = before.neurons.get(hotkey);
	if (!own || own.registeredAt !== earlier?.registeredAt) {
		return last;
	}

	const {incentive: incentiveAfter} = own;
	const {incentive: incentiveBefore} = earlier;
	const gain = now.nextEpoch === before.nextEpoch ? 0n : alpha - before.alpha;
	const happened: Partial<Happenings> = {
		...(incentiveAfter !== incentiveBefore && {
			lastReveal: {block, at, incentiveBefore, incentiveAfter},
		}),
		...(gain > 0n && {lastReward: {block, at, alpha: gain, tao: toTao(gain, alphaPrice)}}),
	};
	return Object.keys(happened).length === 0 ? last : {...last, ...happened};
}

/**
See which weights of validators are the newest.

@returns The same object if there are none that are newer.
*/
export function seeWeights(last: Happenings, view: SubnetView): Happenings {
	const newest = view.neurons
		.filter(({validatorPermit, lastUpdate}) => validatorPermit && lastUpdate > 0)
		.toSorted((one, other) => other.lastUpdate - one.lastUpdate)[0];
	if (!newest || newest.lastUpdate === last.lastWeights?.block) {
		return last;
	}

	const {lastUpdate: block, uid} = newest;
	const age = Math.round((view.block - block) * view.blockTimeMs);
	return {...last, lastWeights: {block, uid, at: view.at - age}};
}
