import type {StateReader} from '../../pallet/context.ts';
import {getNextEpoch, isEpochDue} from '../economy/epoch-schedule.ts';
import {subnetItems} from '../storage/subnets.ts';

/** Whether a subnet's epoch is due in this block. */
export const isDue = (state: StateReader, netuid: number): boolean =>
	isEpochDue(readSchedule(state, netuid), BigInt(state.number));

/** Get the block of a subnet's next epoch, or `undefined` if it has none. */
export const getNextEpochBlock = (state: StateReader, netuid: number): bigint | undefined =>
	getNextEpoch(readSchedule(state, netuid));

const readSchedule = (state: StateReader, netuid: number) => ({
	tempo: state.get(subnetItems.Tempo, netuid),
	lastEpoch: state.get(subnetItems.LastEpochBlock, netuid),
	pendingAt: state.get(subnetItems.PendingEpochAt, netuid),
	sinceLastStep: state.get(subnetItems.BlocksSinceLastStep, netuid),
});

/**
Split the subnets whose epoch is due into those that run in this block and those deferred by one, because a block runs at most MaxEpochsPerBlock.
*/
export function planEpochs(
	state: StateReader,
	subnets: readonly number[],
): {readonly run: readonly number[]; readonly deferred: readonly number[]} {
	const due = subnets.filter(netuid => isDue(state, netuid));
	const most = state.get(subnetItems.MaxEpochsPerBlock);
	return {run: due.slice(0, most), deferred: due.slice(most)};
}
