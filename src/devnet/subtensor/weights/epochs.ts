import type {StateReader} from '../../pallet/context.ts';
import {isDue} from '../emission/schedule.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';

/**
Get the epoch of a commit or a reveal in this block: SubnetEpochIndex, plus one if an epoch is still to run in this block, as is the case before its extrinsics.
*/
export function getEpoch(state: StateReader, netuid: number): bigint {
	const index = state.get(subnetItems.SubnetEpochIndex, netuid);
	return isDue(state, netuid) ? index + 1n : index;
}

/** The phase of a commit: to be revealed in a later epoch, in this one, or expired. */
export function getStage(
	state: StateReader,
	netuid: number,
	committedIn: bigint,
): 'early' | 'open' | 'expired' {
	const epoch = getEpoch(state, netuid);
	const revealedIn = committedIn + state.get(weightItems.RevealPeriodEpochs, netuid);
	if (epoch < revealedIn) {
		return 'early';
	}

	return epoch === revealedIn ? 'open' : 'expired';
}
