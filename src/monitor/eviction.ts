import type {Neuron} from '../chain/subtensor/neuron.ts';

export type EvictableNeuron = Pick<
	Neuron,
	'uid' | 'hotkey' | 'coldkey' | 'emission' | 'registeredAt'
>;

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

On a full subnet the non-immune neuron with the lowest emission is evicted; ties go by the earliest registration, then the lowest UID. When only `minNonImmuneUids` non-immune neurons are left, the same applies to immune ones. Validators are not exempt; some of the owner's hotkeys are.
*/
export function getEvictionOrder(
	neurons: readonly EvictableNeuron[],
	rules: EvictionRules,
): readonly number[] {
	const {minNonImmuneUids = 10} = rules;
	const spared = getSpared(neurons, rules);
	const queue = neurons.filter(({hotkey}) => !spared.has(hotkey)).toSorted(compare);
	const free = queue.filter(neuron => immuneBlocks(neuron, rules) === 0);
	const immune = queue.filter(neuron => immuneBlocks(neuron, rules) > 0);
	const first = free.slice(0, Math.max(free.length - minNonImmuneUids, 0));
	// The first newcomer will be the youngest neuron without emission.
	const then = immune.filter(({emission}) => emission === 0n);
	const order = [...first, ...then];
	// If all are immune and paid, the newcomer still replaces the lowest paid.
	return (order.length === 0 ? immune.slice(0, 1) : order).map(({uid}) => uid);
}

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

function compare(one: EvictableNeuron, other: EvictableNeuron): number {
	if (one.emission === other.emission) {
		return compareAge(one, other);
	}

	return one.emission < other.emission ? -1 : 1;
}

const compareAge = (one: EvictableNeuron, other: EvictableNeuron) =>
	one.registeredAt === other.registeredAt
		? one.uid - other.uid
		: one.registeredAt - other.registeredAt;
