import type {Clock} from '../../support/clock.ts';

/**
Schedule a callback at a deadline.

@param deadline Milliseconds since the Unix epoch; `Infinity` is never.

@returns A function that cancels it.
*/
export function callAtDeadline(clock: Clock, deadline: number, callback: () => void): () => void {
	const delay = Math.max(0, deadline - clock.now());
	return delay > longestDelay ? () => undefined : clock.after(delay, callback);
}

/** Timers overflow beyond 24.8 days and then fire at once, so a later deadline counts as never. */
const longestDelay = 2_147_483_647;
