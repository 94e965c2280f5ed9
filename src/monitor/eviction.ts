import type {Neuron} from '../chain/subtensor/neuron.ts';

export type EvictableNeuron = Pick<
	Neuron,
	'uid' | 'hotkey' | 'coldkey' | 'emission' | 'registeredAt'
>;

/** MinNonImmuneUids, where a chain does not tell. */
export const minNonImmuneByDefault = 10;

/** The rules of eviction from a full subnet. */
export type EvictionRules = {
	/** Number of the current block. */
	readonly block: number;
	readonly maxUids: number;
	/** Blocks after its registration during which a neuron is immune. */
	readonly immunityPeriod: number;
	/** Number of non-immune neurons to keep: when no more are left, immune ones are evicted. @default 10 */
	readonly minNonImmuneUids?: number;
	/** SS58. */
	readonly ownerHotkey?: string;
	readonly ownerColdkey?: string;
	/** Number of the owner's hotkeys that are never evicted. @default 1 */
	readonly immuneOwnerUids?: number;
};

/**
Get the UIDs in the order of eviction, if newcomers register one after another from now on and nothing else changes. UIDs not in the list are safe however many register, since the newcomers, who earn nothing yet, would be replaced first.

While UIDs are free nobody is evicted, and the order is that of the time when they are taken. On a full subnet the non-immune neuron with the lowest emission is evicted; ties go by the earliest registration, then the lowest UID. When only `minNonImmuneUids` non-immune neurons are left, the same applies to immune ones. Validators are not exempt; some of the owner's hotkeys are.
*/
export function getEvictionOrder(
	neurons: readonly EvictableNeuron[],
	rules: EvictionRules,
): readonly number[] {
	const {minNonImmuneUids = minNonImmuneByDefault, immunityPeriod} = rules;
	const spared = getSpared(neurons, rules);
	const queue = neurons.filter(({hotkey}) => !spared.has(hotkey)).toSorted(compareRank);
	const freeUids = getFreeUids(neurons, rules);
	if (immunityPeriod === 0 && queue.length + freeUids <= minNonImmuneUids) {
		return [];
	}

	const free = queue.filter(neuron => immuneBlocks(neuron, rules) === 0);
	const immune = queue.filter(neuron => immuneBlocks(neuron, rules) > 0);
	// The first newcomer will be the youngest neuron without emission, and immune unless nobody is.
	const newcomers = immunityPeriod === 0 ? free : immune;
	const first =
		immunityPeriod === 0 ? [] : free.slice(0, Math.max(free.length - minNonImmuneUids, 0));
	const then = newcomers.filter(({emission}) => emission === 0n);
	const order = [...first, ...then];
	// If all of them are paid, a newcomer still replaces the lowest paid, unless one before it is there to be replaced.
	const last = freeUids === 0 ? newcomers.slice(0, 1) : [];
	return (order.length === 0 ? last : order).map(({uid}) => uid);
}

/** Count the unused UIDs. */
export const getFreeUids = (
	neurons: {readonly length: number},
	{maxUids}: Pick<EvictionRules, 'maxUids'>,
): number => Math.max(maxUids - neurons.length, 0);

/** Get the remaining blocks of a neuron's immunity; 0 if it is not immune. */
export function immuneBlocks(
	{registeredAt}: Pick<EvictableNeuron, 'registeredAt'>,
	{block, immunityPeriod}: Pick<EvictionRules, 'block' | 'immunityPeriod'>,
): number {
	return Math.max(registeredAt + immunityPeriod - block, 0);
}

/** Get the hotkeys that are never evicted: the owner's hotkey first, then others of its coldkey by age. */
export function getSpared(
	neurons: readonly EvictableNeuron[],
	{ownerHotkey, ownerColdkey, immuneOwnerUids = 1}: EvictionRules,
): ReadonlySet<string> {
	const main = neurons.filter(({hotkey}) => hotkey === ownerHotkey);
	const others = neurons
		.filter(({hotkey, coldkey}) => coldkey === ownerColdkey && hotkey !== ownerHotkey)
		.toSorted(compareAge);
	return new Set([...main, ...others].slice(0, immuneOwnerUids).map(({hotkey}) => hotkey));
}

type Ranked = Pick<EvictableNeuron, 'uid' | 'emission' | 'registeredAt'>;

/** Compare neurons that are both immune or both not: the one to evict comes first. */
export function compareRank(one: Ranked, other: Ranked): number {
	if (one.emission === other.emission) {
		return compareAge(one, other);
	}

	return one.emission < other.emission ? -1 : 1;
}

const compareAge = (one: Ranked, other: Ranked) =>
	one.registeredAt === other.registeredAt
		? one.uid - other.uid
		: one.registeredAt - other.registeredAt;
