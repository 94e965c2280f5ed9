import type {StateReader} from '../../pallet/context.ts';
import {neuronItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {getStage} from './epochs.ts';

/**
Get, for every UID of a subnet, the block of its oldest commit that can still be revealed, or `undefined` where it has none. An epoch does not count its weights for who was registered after that: they were meant for who had the UID before. Where weights are set in the open there are no commits to look at.
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
