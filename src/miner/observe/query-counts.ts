import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {RefusalReason} from '../front/query-refusal.ts';
import {createLatencyWindow, type Latency} from './latency.ts';
import {createRecentQueries, type QuerySlot} from './recent-queries.ts';

/** The outcomes of a server's queries since it started. */
export type QueryCounts = {
	readonly answered: number;
	readonly refused: number;
	/** Number of refusals by reason. */
	readonly refusals: Readonly<Partial<Record<RefusalReason, number>>>;
	/** Slots of the last minute. */
	readonly recent: readonly QuerySlot[];
	/** Latency of recent answers, from reading the last byte of the request to writing the last byte of the reply; `undefined` before the first. */
	readonly latency: Latency | undefined;
	/** When the latest query was answered, in milliseconds since the Unix epoch. */
	readonly lastAnswered: number | undefined;
};

export type QueryCounter = {
	readonly state: ReadableStore<QueryCounts>;
	readonly countAnswer: (milliseconds: number) => void;
	readonly countRefusal: (reason: RefusalReason) => void;
	/** Publish pending counts, and stop. */
	readonly close: () => void;
};

/**
Create a counter of queries. It counts at any rate, and publishes immediately after a pause and a few times a second under load.

@param options.interval Minimum milliseconds between two updates.
*/
export function createQueryCounter({
	clock,
	interval = 250,
}: {
	readonly clock: Clock;
	readonly interval?: number;
}): QueryCounter {
	const window = createLatencyWindow();
	const recent = createRecentQueries(clock);
	const refusals: Partial<Record<RefusalReason, number>> = {};
	let answered = 0;
	let refused = 0;
	let lastAnswered: number | undefined;
	const read = (): QueryCounts => ({
		answered,
		refused,
		refusals: {...refusals},
		recent: recent.read(),
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
			recent.countAnswer();
			lastAnswered = clock.now();
			window.add(milliseconds);
			change();
		},
		countRefusal(reason) {
			refused++;
			recent.countRefusal(reason);
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
