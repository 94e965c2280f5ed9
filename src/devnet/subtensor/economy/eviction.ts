import {compare} from './fixed-point.ts';

type Registered = {
	readonly uid: number;
	/** Block of registration. */
	readonly registeredAt: bigint;
};

export type EvictionCandidate = Registered & {
	/** Emission as stored at the last epoch, in rao of alpha. */
	readonly emission: bigint;
	/** Registered less than ImmunityPeriod blocks ago. */
	readonly isImmune: boolean;
	/** One of the owner's hotkeys that are never evicted. */
	readonly isSpared: boolean;
};

/**
Choose the neuron that a newcomer replaces on a full subnet.

Among those that are neither spared nor immune, if they are more than `minNonImmune`, otherwise among the immune: the lowest emission, then the older registration, then the lower UID. Validators are candidates like miners.

@returns Its UID, or `undefined` where nobody can be replaced.
*/
export function chooseEvicted(
	neurons: readonly EvictionCandidate[],
	{minNonImmune}: {readonly minNonImmune: number},
): number | undefined {
	const candidates = neurons.filter(({isSpared}) => !isSpared);
	const free = candidates.filter(({isImmune}) => !isImmune);
	const from = free.length > minNonImmune ? free : candidates.filter(({isImmune}) => isImmune);
	return from.toSorted(compareRank)[0]?.uid;
}

export type OwnedNeuron<Hotkey> = Registered & {readonly hotkey: Hotkey};

export type SpareOptions<Hotkey> = {
	/** SubnetOwnerHotkey. */
	readonly ownerHotkey: Hotkey;
	/** ImmuneOwnerUidsLimit. */
	readonly limit: number;
};

/**
Choose the hotkeys that are never evicted: SubnetOwnerHotkey first, then the owner's oldest, up to a limit in all. `owned` are the neurons of the owner's coldkey and, where it has a UID, of SubnetOwnerHotkey.
*/
export function chooseSpared<Hotkey>(
	owned: ReadonlyArray<OwnedNeuron<Hotkey>>,
	{ownerHotkey, limit}: SpareOptions<Hotkey>,
): readonly Hotkey[] {
	const isOwner = ({hotkey}: OwnedNeuron<Hotkey>) => hotkey === ownerHotkey;
	const others = owned.filter(neuron => !isOwner(neuron)).toSorted(compareAge);
	return [...owned.filter(neuron => isOwner(neuron)), ...others]
		.slice(0, limit)
		.map(({hotkey}) => hotkey);
}

const compareRank = (left: EvictionCandidate, right: EvictionCandidate) =>
	left.emission === right.emission
		? compareAge(left, right)
		: compare(left.emission, right.emission);

const compareAge = (left: Registered, right: Registered) =>
	left.registeredAt === right.registeredAt
		? left.uid - right.uid
		: compare(left.registeredAt, right.registeredAt);
