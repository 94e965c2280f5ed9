import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {QueryCounts} from './query-counts.ts';
import {sumUpMinute} from './recent-queries.ts';

export type WatchSilenceOptions = {
	readonly counts: ReadableStore<QueryCounts>;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type SilenceWatch = {
	/** That only refusals are left of the queries, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => void;
};

/** Milliseconds after which to look again, whatever is counted, and the shortest silence that counts. */
const interval = 5000;
const leastSilence = 60_000;

/**
Watch for validators that no longer get an answer, for example because strangers crowd them out. What they send may not even be read then, so the reasons of the refusals do not matter.

A silence counts if it is twice as long as any pause between answers before, and if answers were observed for at least as long.
*/
export function watchSilence({counts, clock}: WatchSilenceOptions): SilenceWatch {
	const problem = createStore<string | undefined>(undefined);
	let first: number | undefined;
	let last: number | undefined;
	let longestPause = 0;

	const listen = (lastAnswered: number) => {
		first ??= lastAnswered;
		longestPause = Math.max(longestPause, lastAnswered - (last ?? lastAnswered));
		last = lastAnswered;
	};

	const isSilent = () => {
		const allowed = Math.max(leastSilence, 2 * longestPause);
		return (
			first !== undefined &&
			last !== undefined &&
			last - first >= allowed &&
			clock.now() - last > allowed
		);
	};

	const look = () => {
		const latest = counts.getSnapshot();
		if (latest.lastAnswered !== undefined) {
			listen(latest.lastAnswered);
		}

		problem.set(isSilent() ? describeRefusals(latest, clock.now()) : undefined);
	};

	const tick = () => {
		look();
		cancel = clock.after(interval, tick);
	};

	const unsubscribe = counts.subscribe(look);
	let cancel = clock.after(interval, tick);
	return {
		problem,
		close() {
			unsubscribe();
			cancel();
		},
	};
}

function describeRefusals({recent}: QueryCounts, now: number): string | undefined {
	const {reasons} = sumUpMinute(recent, now);
	const [most] = Object.entries(reasons).toSorted(([, one], [, other]) => other - one);
	return (
		most &&
		`Queries were answered regularly, but none is any more: all are refused, most as \`${most[0]}\``
	);
}
