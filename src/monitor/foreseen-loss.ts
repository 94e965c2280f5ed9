import {
	compareRank,
	type EvictableNeuron,
	type EvictionRules,
	getFreeUids,
	getSpared,
	immuneBlocks,
	minNonImmuneByDefault,
} from './eviction.ts';

type Candidate = Pick<EvictableNeuron, 'uid' | 'registeredAt'>;

/**
Foresee when a UID is lost if newcomers keep coming at a pace and come to earn more than all others, whose pay does not change. Immunity ends in the meantime, and the chain's rules are those of each newcomer's block.

@param pace - Registrations per block.
@returns Blocks from now; `undefined` if it is not lost by then that the subnet has changed three times over.
*/
export function foreseeLoss(
	neurons: readonly EvictableNeuron[],
	uid: number,
	{rules, pace}: {readonly rules: EvictionRules; readonly pace: number},
): number | undefined {
	const spared = getSpared(neurons, rules);
	const queue: Candidate[] = neurons
		.filter(({hotkey}) => !spared.has(hotkey))
		.toSorted(compareRank);
	if (pace === 0 || queue.every(neuron => neuron.uid !== uid)) {
		return undefined;
	}

	const free = getFreeUids(neurons, rules);
	for (let turn = 1; turn <= free + 3 * neurons.length; turn++) {
		// Nobody registers in a block that is over.
		const blocks = Math.max(Math.floor(turn / pace), 1);
		const block = rules.block + blocks;
		let taken = -turn;
		if (turn > free) {
			const index = findEvicted(queue, {...rules, block});
			const [evicted] = index === -1 ? [] : queue.splice(index, 1);
			if (evicted === undefined || evicted.uid === uid) {
				return evicted && blocks;
			}

			taken = evicted.uid;
		}

		queue.push({uid: taken, registeredAt: block});
	}

	return undefined;
}

/** Find whom a newcomer replaces, in the order of eviction; -1 if nobody can be replaced. */
function findEvicted(queue: readonly Candidate[], rules: EvictionRules): number {
	const {minNonImmuneUids = minNonImmuneByDefault} = rules;
	const isFree = (neuron: Candidate) => immuneBlocks(neuron, rules) === 0;
	const free = queue.filter(neuron => isFree(neuron)).length;
	return queue.findIndex(neuron => isFree(neuron) === free > minNonImmuneUids);
}
