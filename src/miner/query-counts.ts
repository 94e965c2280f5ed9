import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {createLatencyWindow, type Latency} from './latency.ts';
import type {RefusalReason} from './query-refusal.ts';

/** What became of a server's queries since it started. */
export type QueryCounts = {
	readonly answered: number;
	readonly refused: number;
	/** How often each reason was given. */
	readonly refusals: Readonly<Partial<Record<RefusalReason, number>>>;
	/** Of the latest answers, from the last byte of the request read to the last byte of the reply written; `undefined` before the first. */
	readonly latency: Latency | undefined;
	/** When the latest query was answered, in milliseconds since the Unix epoch. */
	readonly lastAnswered: number | undefined;
};

export type QueryCounter = {
	readonly state: ReadableStore<QueryCounts>;
	readonly countAnswer: (milliseconds: number) => void;
	readonly countRefusal: (reason: RefusalReason) => void;
	/** Publish what is not yet, and stop. */
	readonly close: () => void;
};

/**
Create a counter. It counts as fast as queries come, and publishes at once after a pause and a few times a second under load.

@param options.interval Least milliseconds between two publications.
*/
export function createQueryCounter({
	clock,
	interval = 250,
}: {
	readonly clock: Clock;
	readonly interval?: number;
}): QueryCounter {
	const window = createLatencyWindow();
	const refusals: Partial<Record<RefusalReason, number>> = {};
	let answered = 0;
	let refused = 0;
	let lastAnswered: number | undefined;
	const read = (): QueryCounts => ({
		answered,
		refused,
		refusals: {...refusals},
		latency: window.read(),
		lastAnswered,
	});

	const state = createStore(read());
	let cancelTimer: (() => void) | undefined;
	let isStale = false;
	const publish = () => {
		cancelTimer = undefined;
		if (!isStale) {
			return;
		}

		isStale = false;
		state.set(read());
		cancelTimer = clock.after(interval, publish);
	};

	const change = () => {
		isStale = true;
		if (!cancelTimer) {
			publish();
		}
	};

	return {
		state,
		countAnswer(milliseconds) {
			answered++;
			lastAnswered = clock.now();
			window.add(milliseconds);
			change();
		},
		countRefusal(reason) {
			refused++;
			refusals[reason] = (refusals[reason] ?? 0) + 1;
			change();
		},
		close() {
			cancelTimer?.();
			cancelTimer = undefined;
			state.set(read());
		},
	};
}
