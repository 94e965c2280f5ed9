import {roundAt, type BeaconSchedule} from '../../crypto/beacon-rounds.ts';
import type {StateReader} from '../pallet/context.ts';
import {drandItems} from './storage.ts';

/** Finds the rounds that something on the chain still waits for. */
export type WaitedRounds = (state: StateReader) => ReadonlySet<bigint>;

/** After a pause in which no blocks were made, only so many of the latest rounds are caught up with, besides those that are waited for. */
const caughtUp = 10n;

/** When the rounds of the chain's beacon come. */
export function getSchedule(state: StateReader): BeaconSchedule {
	const {genesis_time: genesisTime, period} = state.get(drandItems.BeaconConfig);
	return {genesisTime, period};
}

/**
Get the rounds whose time has come and that the chain does not have, ascending.

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
