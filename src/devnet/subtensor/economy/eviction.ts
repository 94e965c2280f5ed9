import {compare} from './fixed-point.ts';

type Registered = {
	readonly uid: number;
	/** Block of registration. */
	readonly registeredAt: bigint;
};

export type EvictionCandidate = Registered & {
	/** Emission as stored at the last epoch, in rao of alpha. */
	readonly emission: bigint;
	/** Whether it was registered less than ImmunityPeriod blocks ago. */
	readonly isImmune: boolean;
	/** Whether it is one of the owner's hotkeys that are never evicted. */
	readonly isSpared: boolean;
};

/**
Choose the neuron that a newcomer replaces on a full subnet.

Candidates are those neither protected nor immune, if they number more than `minNonImmune`, otherwise the immune ones. The lowest emission is evicted, then the older registration, then the lower UID. Validators are candidates like miners.

@returns Its UID, or `undefined` if none can be replaced.
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
Choose the hotkeys that are never evicted: SubnetOwnerHotkey first, then the owner's oldest, up to a total limit. `owned` are the neurons of the owner's coldkey and, if it has a UID, of SubnetOwnerHotkey.
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
