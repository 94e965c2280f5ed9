import type {Neuron} from '../chain/subtensor/neurons.ts';

export type EvictableNeuron = Pick<
	Neuron,
	'uid' | 'hotkey' | 'coldkey' | 'emission' | 'registeredAt'
>;

/** What decides who goes when a subnet is full. */
export type EvictionRules = {
	/** Number of the block to look from. */
	readonly block: number;
	readonly maxUids: number;
	/** Blocks after its registration in which a neuron is immune. */
	readonly immunityPeriod: number;
	/** As many non-immune neurons are left; with no more than that, immune ones go. @default 10 */
	readonly minNonImmuneUids?: number;
	/** SS58. */
	readonly ownerHotkey?: string;
	readonly ownerColdkey?: string;
	/** How many of the owner's hotkeys are never evicted. @default 1 */
	readonly immuneOwnerUids?: number;
};

/**
Get the UIDs in the order in which they would go, if newcomers came one after the other from now on and nothing else changed. Who is not in it stays however many come, since the newcomers themselves, who earn nothing yet, would be replaced first.

On a full subnet the non-immune neuron with the lowest emission goes; of several the one registered first, then the one with the lower UID. When only `minNonImmuneUids` of those are left it is the same among the immune. Validators are no exception, some of the owner's hotkeys are.
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
	// The first newcomer is the youngest of those without emission.
	const then = immune.filter(({emission}) => emission === 0n);
	const order = [...first, ...then];
	// Where all are immune and paid, it still takes the place of the one that is paid least.
	return (order.length === 0 ? immune.slice(0, 1) : order).map(({uid}) => uid);
}

/** Get for how many blocks more a neuron is immune; 0 if it is not. */
export function immuneBlocks(
	{registeredAt}: Pick<EvictableNeuron, 'registeredAt'>,
	{block, immunityPeriod}: Pick<EvictionRules, 'block' | 'immunityPeriod'>,
): number {
	return Math.max(registeredAt + immunityPeriod - block, 0);
}

/** Get the hotkeys that are never evicted: the owner's own first, then those of its coldkey by their age. */
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
