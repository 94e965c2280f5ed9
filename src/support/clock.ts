import {setTimeout as sleep} from 'node:timers/promises';

/** Time as a dependency, so that tests can control it. */
export type Clock = {
	/** Milliseconds since the Unix epoch. */
	readonly now: () => number;
	/** Call back once after `delay` milliseconds, unless cancelled with the returned function. */
	readonly after: (delay: number, callback: () => void) => () => void;
	/** Wait for `delay` milliseconds; rejects with the signal's reason if aborted. */
	readonly sleep: (delay: number, options?: {readonly signal?: AbortSignal}) => Promise<void>;
};

export const systemClock: Clock = {
	now: () => Date.now(),
	after(delay, callback) {
		const timer = setTimeout(callback, delay);
		return () => {
			clearTimeout(timer);
		};
	},
	async sleep(delay, {signal} = {}) {
		try {
			await sleep(delay, undefined, {signal});
		} catch (error) {
			signal?.throwIfAborted();
			throw error;
		}
	},
};
