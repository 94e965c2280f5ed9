import type {SubnetView} from '../miner/observe/subnet/subnet-view.ts';
import {
	type EvictableNeuron,
	type EvictionRules,
	getEvictionOrder,
	getFreeUids,
	getSpared,
	immuneBlocks,
	minNonImmuneByDefault,
} from './eviction.ts';
import {foreseeLoss} from './foreseen-loss.ts';

/** The safety of a UID. */
export type Slot = {
	/** Whether it is one of the owner's UIDs that are never evicted. */
	readonly isSpared: boolean;
	/** Remaining blocks of immunity; 0 if it is not immune. */
	readonly immuneBlocks: number;
	/** Whether it is immune, and others who are not go first: with too few of these, a newcomer replaces an immune neuron. */
	readonly isShielded: boolean;
	/** Its place in the eviction order, where 1 is next once no UID is free; `undefined` if it is not in it. */
	readonly place: number | undefined;
	/** Unused UIDs. Nobody is evicted until they are taken. */
	readonly freeUids: number;
	/** Blocks until the UID is lost at the recent rate of registrations, if newcomers come to earn more; `undefined` if it is in no danger, or nobody registers. */
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
	const {minNonImmuneUids = minNonImmuneByDefault} = rules;
	const spared = getSpared(neurons, rules);
	const others = neurons.filter(
		neuron => !spared.has(neuron.hotkey) && immuneBlocks(neuron, rules) === 0,
	);
	const immune = immuneBlocks(own, rules);
	return {
		isSpared: spared.has(own.hotkey),
		immuneBlocks: immune,
		isShielded: immune > 0 && others.length > minNonImmuneUids,
		place,
		freeUids: getFreeUids(neurons, rules),
		blocksLeft:
			place === undefined
				? undefined
				: foreseeLoss(neurons, uid, {rules, pace: getRegistrationPace(neurons, rules)}),
	};
}

/** The safety of a UID, with times. */
export type TimedSlot = Slot & {
	/** Remaining milliseconds of immunity, and until the UID is lost, if it will be. */
	readonly immuneMs: number;
	readonly msLeft: number | undefined;
};

const known = new WeakMap<SubnetView, Map<string, TimedSlot | undefined>>();

/**
Get the safety of a hotkey's UID. It is computed once for each view of a subnet, which is drawn many times.

@returns `undefined` if it has none.
*/
export function getOwnSlot(subnet: SubnetView, hotkey: string): TimedSlot | undefined {
	const slots = known.get(subnet) ?? new Map<string, TimedSlot | undefined>();
	known.set(subnet, slots);
	if (!slots.has(hotkey)) {
		slots.set(hotkey, computeOwnSlot(subnet, hotkey));
	}

	return slots.get(hotkey);
}

function computeOwnSlot(subnet: SubnetView, hotkey: string): TimedSlot | undefined {
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
	isShielded,
}: Pick<Slot, 'place' | 'freeUids' | 'isShielded'>): boolean =>
	place !== undefined && place <= dangerousPlace && freeUids === 0 && !isShielded;

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
