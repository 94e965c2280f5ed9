import type {Clock} from '../../src/support/clock.ts';

export type FakeClock = Clock & {
	/** Let time pass; whatever falls due on the way is called at its time. */
	readonly advance: (milliseconds: number) => void;
	/** How many callbacks wait for their time. */
	readonly pending: () => number;
};

/**
Create a clock that stands still until it is advanced.
*/
export function createFakeClock(now = 0): FakeClock {
	let time = now;
	const timers = new Set<{readonly at: number; readonly callback: () => void}>();

	const after = (delay: number, callback: () => void) => {
		const timer = {at: time + delay, callback};
		timers.add(timer);
		return () => {
			timers.delete(timer);
		};
	};

	return {
		now: () => time,
		after,
		async sleep(delay, {signal} = {}) {
			signal?.throwIfAborted();
			return new Promise((resolve, reject) => {
				const abort = () => {
					cancel();
					reject(signal!.reason as Error);
				};

				const cancel = after(delay, () => {
					signal?.removeEventListener('abort', abort);
					resolve();
				});
				signal?.addEventListener('abort', abort, {once: true});
			});
		},
		advance(milliseconds) {
			const end = time + milliseconds;
			for (;;) {
				const due = [...timers].filter(({at}) => at <= end).toSorted((a, b) => a.at - b.at);
				const [next] = due;
				if (!next) {
					break;
				}

				timers.delete(next);
				time = next.at;
				next.callback();
			}

			time = end;
		},
		pending: () => timers.size,
	};
}
