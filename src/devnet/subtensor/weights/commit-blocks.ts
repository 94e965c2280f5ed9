import type {StateReader} from '../../pallet/context.ts';
import {neuronItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {getStage} from './epochs.ts';

/**
Get, for every UID of a subnet, the block of its oldest revealable commit, or `undefined` if it has none. An epoch ignores its weights for UIDs registered after that, because they were meant for the previous holder. Without commit-reveal there are no commits to consider.
*/
export function getCommitBlocks(
	state: StateReader,
	netuid: number,
): ReadonlyArray<number | undefined> {
	const size = state.get(subnetItems.SubnetworkN, netuid);
	const blocks = Array.from<number | undefined>({length: size});
	if (!state.get(weightItems.CommitRevealWeightsEnabled, netuid)) {
		return blocks;
	}

	for (const {hotkey, epoch, block} of readCommits(state, netuid)) {
		const uid = state.get(neuronItems.Uids, netuid, hotkey);
		if (uid !== undefined && getStage(state, netuid, epoch) !== 'expired') {
			blocks[uid] = Math.min(blocks[uid] ?? Infinity, Number(block));
		}
	}

	return blocks;
}

function readCommits(state: StateReader, netuid: number) {
	const hashed = state
		.entries(weightItems.WeightCommits, netuid)
		.flatMap(([[, hotkey], queue]) => queue.map(([, epoch, block]) => ({hotkey, epoch, block})));
	const timelocked = state
		.entries(weightItems.TimelockedWeightCommits, netuid)
		.flatMap(([[, epoch], queue]) => queue.map(([hotkey, block]) => ({hotkey, epoch, block})));
	return [...hashed, ...timelocked];
}
