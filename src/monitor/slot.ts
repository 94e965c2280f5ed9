import type {SubnetView} from '../miner/observe/subnet-view.ts';
import {
	type EvictableNeuron,
	type EvictionRules,
	getEvictionOrder,
	getSpared,
	immuneBlocks,
} from './eviction.ts';

/** The safety of a UID. */
export type Slot = {
	/** Whether it is one of the owner's UIDs that are never evicted. */
	readonly isSpared: boolean;
	/** Remaining blocks of immunity; 0 if it is not immune. */
	readonly immuneBlocks: number;
	/** Its place in the eviction order, where 1 is next; `undefined` if it is not in it. */
	readonly place: number | undefined;
	/** Unused UIDs. Nobody is evicted until they are taken. */
	readonly freeUids: number;
	/** Blocks until the UID is lost at the recent rate of registrations; `undefined` if it is in no danger, or nobody registers. */
	readonly blocksLeft: number | undefined;
};

/**
Get the safety of a UID.

@returns `undefined` if it is not in use.
*/
export function getSlot(
	neurons: readonly EvictableNeuron[],
	uid: number,
	rules: EvictionRules,
): Slot | undefined {
	const own = neurons.find(neuron => neuron.uid === uid);
	if (own === undefined) {
		return undefined;
	}

	const index = getEvictionOrder(neurons, rules).indexOf(uid);
	const place = index === -1 ? undefined : index + 1;
	const freeUids = Math.max(rules.maxUids - neurons.length, 0);
	const pace = getRegistrationPace(neurons, rules);
	return {
		isSpared: getSpared(neurons, rules).has(own.hotkey),
		immuneBlocks: immuneBlocks(own, rules),
		place,
		freeUids,
		blocksLeft:
			place === undefined || pace === 0 ? undefined : Math.floor((freeUids + place) / pace),
	};
}

/** The safety of a UID, with times. */
export type TimedSlot = Slot & {
	/** Remaining milliseconds of immunity, and until the UID is lost, if it will be. */
	readonly immuneMs: number;
	readonly msLeft: number | undefined;
};

/**
Get the safety of a hotkey's UID.

@returns `undefined` if it has none.
*/
export function getOwnSlot(subnet: SubnetView, hotkey: string): TimedSlot | undefined {
	const own = subnet.neurons.find(neuron => neuron.hotkey === hotkey);
	const slot = own && getSlot(subnet.neurons, own.uid, subnet);
	return (
		slot && {
			...slot,
			immuneMs: slot.immuneBlocks * subnet.blockTimeMs,
			msLeft: slot.blocksLeft === undefined ? undefined : slot.blocksLeft * subnet.blockTimeMs,
		}
	);
}

/** The last place in the eviction order that counts as danger. */
const dangerousPlace = 3;

/** Check whether a UID may be lost to one of the next few newcomers. */
export const isInDanger = ({
	place,
	freeUids,
	immuneBlocks: immune,
}: Pick<Slot, 'place' | 'freeUids' | 'immuneBlocks'>): boolean =>
	place !== undefined && place <= dangerousPlace && freeUids === 0 && immune === 0;

/**
Get the recent registrations per block: those within the immunity period, which are normally all still there.
*/
export function getRegistrationPace(
	neurons: ReadonlyArray<Pick<EvictableNeuron, 'registeredAt'>>,
	rules: Pick<EvictionRules, 'block' | 'immunityPeriod'>,
): number {
	const span = Math.min(rules.immunityPeriod, rules.block);
	const recent = neurons.filter(neuron => immuneBlocks(neuron, rules) > 0);
	return span === 0 ? 0 : recent.length / span;
}
