import type {EpochClock} from './epoch-clock.ts';

export type RestartWindow = {
	/** Whether enough of the epoch is left to be queried again before it ends. */
	readonly isSafe: boolean;
	/** Milliseconds until the epoch runs: how long the window stays open if safe, or else how long to wait. */
	readonly milliseconds: number;
};

/** A restart takes seconds, but only later answers make up for queries missed meanwhile. */
const leastMs = 60_000;
const leastShare = 0.1;

/**
Check whether a miner can be restarted now at little loss. A miner that misses the last queries before an epoch is scored on that for the whole next epoch.
*/
export function getRestartWindow({milliseconds, share}: EpochClock): RestartWindow {
	const whole = share < 1 ? milliseconds / (1 - share) : 0;
	return {
		isSafe: milliseconds > Math.min(Math.max(leastMs, whole * leastShare), whole / 2),
		milliseconds,
	};
}
