import {
	type EvictableNeuron,
	type EvictionRules,
	getEvictionOrder,
	getSpared,
	immuneBlocks,
} from './eviction.ts';

/** How safe a UID is. */
export type Slot = {
	/** Whether it is one of the owner's that are never evicted. */
	readonly isSpared: boolean;
	/** Blocks for which it is immune; 0 if it is not. */
	readonly immuneBlocks: number;
	/** Its place in the queue of those who go, 1 is next; `undefined` if it is not in it, as things stand. */
	readonly place: number | undefined;
	/** UIDs that nobody has yet: nobody goes before they are taken. */
	readonly freeUids: number;
	/** Blocks until the UID is lost if newcomers go on coming as of late; `undefined` if it is in no danger, or nobody comes. */
	readonly blocksLeft: number | undefined;
};

/**
Get how safe a UID is.

@returns `undefined` if nobody has it.
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

/** From this place in the queue on, a slot is in danger. */
const dangerousPlace = 3;

/** Tell whether a UID may be lost to one of the next few newcomers. */
export const isInDanger = ({
	place,
	freeUids,
	immuneBlocks: immune,
}: Pick<Slot, 'place' | 'freeUids' | 'immuneBlocks'>): boolean =>
	place !== undefined && place <= dangerousPlace && freeUids === 0 && immune === 0;

/**
Get how many newcomers came per block, of late: within the immunity period, for which none of them can have gone again as a rule.
*/
export function getRegistrationPace(
	neurons: ReadonlyArray<Pick<EvictableNeuron, 'registeredAt'>>,
	rules: Pick<EvictionRules, 'block' | 'immunityPeriod'>,
): number {
	const span = Math.min(rules.immunityPeriod, rules.block);
	const recent = neurons.filter(neuron => immuneBlocks(neuron, rules) > 0);
	return span === 0 ? 0 : recent.length / span;
}
