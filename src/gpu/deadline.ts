import type {Clock} from '../support/clock.ts';

/**
Call back at a deadline.

@param deadline Milliseconds since the Unix epoch; `Infinity` is never.

@returns A function that calls it off.
*/
export function callAtDeadline(clock: Clock, deadline: number, callback: () => void): () => void {
	const delay = Math.max(0, deadline - clock.now());
	return delay > longestDelay ? () => undefined : clock.after(delay, callback);
}

/** Timers overflow beyond 24.8 days, and then call at once: what is further away than that is never. */
const longestDelay = 2_147_483_647;
