import {roundAt, type BeaconSchedule} from '../../crypto/beacon-rounds.ts';
import type {StateReader} from '../pallet/context.ts';
import {drandItems} from './storage.ts';

/** A function that returns the rounds that something on the chain still waits for. */
export type WaitedRounds = (state: StateReader) => ReadonlySet<bigint>;

/** After a pause in block production, at most this many of the latest rounds are caught up on, besides those that are waited for. */
const caughtUp = 10n;

/** The schedule of the beacon's rounds. */
export function getSchedule(state: StateReader): BeaconSchedule {
	const {genesis_time: genesisTime, period} = state.get(drandItems.BeaconConfig);
	return {genesisTime, period};
}

/**
Get the rounds that are due and missing on the chain, ascending.

@param now - Milliseconds since the Unix epoch.
*/
export function getDueRounds(
	state: StateReader,
	now: number,
	waitedRounds: WaitedRounds,
): readonly bigint[] {
	const current = roundAt(getSchedule(state), now);
	const last = state.get(drandItems.LastStoredRound);
	if (current <= last) {
		return [];
	}

	const isFarBehind = current - last > caughtUp;
	const skippedTo = isFarBehind ? current - caughtUp : last;
	const latest = Array.from(
		{length: Number(current - skippedTo)},
		(_, index) => skippedTo + BigInt(index) + 1n,
	);
	const waited = isFarBehind
		? [...waitedRounds(state)].filter(round => round > last && round <= skippedTo)
		: [];
	return [...waited.toSorted((left, right) => Number(left - right)), ...latest];
}
