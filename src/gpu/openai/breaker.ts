import type {Clock} from '../../support/clock.ts';

export type BreakerOptions = {
	/** Examine the server; rejects with a sentence about what is wrong. */
	readonly probe: () => Promise<void>;
	/** Called whenever the server goes out or is back. */
	readonly onChange: () => void;
	readonly clock: Clock;
	/** Consecutive faults after which the server is out. @default 3 */
	readonly maxFaults?: number;
	/** Milliseconds until it is examined for the first time after that; doubled each time. @default 1000 */
	readonly firstDelay?: number;
	/** @default 30_000 */
	readonly longestDelay?: number;
};

/** Keeps work from a server that fails, and finds out when it no longer does. */
export type Breaker = {
	/** Whether the server may be given work at the moment. */
	readonly isClosed: () => boolean;
	/** Why it is out, if so. */
	readonly problem: () => string | undefined;
	readonly noteSuccess: () => void;
	/** Note that work failed; if `isLasting`, more of it would, too. */
	readonly noteFault: (problem: string, options?: {readonly isLasting?: boolean}) => void;
	/** Spare the server for so many milliseconds. */
	readonly pause: (duration: number) => void;
	/** Put it out before it has had any work, because its first examination failed. */
	readonly close: () => void;
};

/**
Create a circuit breaker. Only an examination ends an outage, so that no query is spent on finding out. The delays begin anew only once real work has succeeded: a server may pass an examination and fail under load.
*/
export function createBreaker({
	probe,
	onChange,
	clock,
	maxFaults = 3,
	firstDelay = 1000,
	longestDelay = 30_000,
}: BreakerOptions): Breaker {
	let faults = 0;
	let delay = firstDelay;
	let problem: string | undefined;
	let pausedUntil = 0;
	let isDone = false;
	const timers = new Set<() => void>();

	const after = (duration: number, callback: () => Promise<void> | void) => {
		const cancel = clock.after(duration, () => {
			timers.delete(cancel);
			// An examination never rejects.
			void callback();
		});
		timers.add(cancel);
	};

	const examine = async () => {
		try {
			await probe();
			faults = 0;
			problem = undefined;
		} catch (error) {
			problem = (error as Error).message;
			plan();
		}

		tellUnlessDone();
	};

	const tellUnlessDone = () => {
		if (!isDone) {
			onChange();
		}
	};

	const plan = () => {
		if (isDone) {
			return;
		}

		after(delay, examine);
		delay = Math.min(delay * 2, longestDelay);
	};

	return {
		isClosed: () => problem === undefined && clock.now() >= pausedUntil,
		problem: () => problem,
		noteSuccess() {
			faults = 0;
			delay = firstDelay;
		},
		noteFault(reason, {isLasting = false} = {}) {
			faults++;
			if (problem !== undefined || (!isLasting && faults < maxFaults)) {
				return;
			}

			problem = reason;
			plan();
			onChange();
		},
		pause(duration) {
			pausedUntil = Math.max(pausedUntil, clock.now() + duration);
			after(duration, onChange);
		},
		close() {
			isDone = true;
			for (const cancel of timers) {
				cancel();
			}
		},
	};
}
