import type {EpochClock} from './epoch-clock.ts';

export type RestartWindow = {
	/** Whether enough of the epoch is left to be asked again before it ends. */
	readonly isSafe: boolean;
	/** Milliseconds until the epoch runs: how long the window is open if it is safe, else how long to wait. */
	readonly milliseconds: number;
};

/** A restart takes seconds, but what a validator missed meanwhile is only made good by later answers. */
const leastMs = 60_000;
const leastShare = 0.1;

/**
Tell whether a miner can be restarted now at little loss. Whoever is away when validators look for the last time before an epoch is scored on that for all of the next.
*/
export function getRestartWindow({milliseconds, share}: EpochClock): RestartWindow {
	const whole = share < 1 ? milliseconds / (1 - share) : 0;
	return {
		isSafe: milliseconds > Math.min(Math.max(leastMs, whole * leastShare), whole / 2),
		milliseconds,
	};
}
