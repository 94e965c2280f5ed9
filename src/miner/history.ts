import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import type {Known} from './known.ts';
import {createLatencyWindow, type LatencyWindow} from './latency.ts';
import type {QueryCounts} from './query-counts.ts';

/** What happened in equal steps up to now; a sample of each a step, the newest last. */
export type MinerHistory = {
	/** Milliseconds of a step. */
	readonly stepMs: number;
	/** When the newest step ended, in milliseconds since the Unix epoch. */
	readonly end: number;
	/** Queries in the step. */
	readonly answered: readonly number[];
	readonly refused: readonly number[];
	/** Memory of the engine at the step's end, in bytes. */
	readonly memory: readonly number[];
	/** Of the device at the step's end, from 0 to 1. */
	readonly load: ReadonlyArray<Known<number>>;
	/** The median of the step's answers, in milliseconds. */
	readonly latency: ReadonlyArray<Known<number>>;
};

export type HistoryOptions = {
	readonly counts: ReadableStore<QueryCounts>;
	readonly memory: ReadableStore<number>;
	/** Read the load of the device, if it is known. */
	readonly readLoad: () => number | undefined;
	/** Milliseconds. @default 2000 */
	readonly step?: number;
	/** How many steps are kept. @default 300 */
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type History = {
	readonly store: ReadableStore<MinerHistory>;
	/** Tell how long an answer took, in milliseconds. */
	readonly countAnswer: (milliseconds: number) => void;
	readonly close: () => void;
};

/**
Create what remembers how a miner fared of late, so that a screen that comes later has it too.
*/
export function createHistory({
	counts,
	memory,
	readLoad,
	step = 2000,
	capacity = 300,
	clock,
}: HistoryOptions): History {
	const store = createStore<MinerHistory>({
		stepMs: step,
		end: clock.now(),
		answered: [],
		refused: [],
		memory: [],
		load: [],
		latency: [],
	});
	let before = counts.getSnapshot();
	let window: LatencyWindow | undefined;

	const push = <Value>(samples: readonly Value[], sample: Value) =>
		[...samples, sample].slice(-capacity);

	const sample = () => {
		const last = store.getSnapshot();
		const now = counts.getSnapshot();
		store.set({
			stepMs: step,
			end: clock.now(),
			answered: push(last.answered, now.answered - before.answered),
			refused: push(last.refused, now.refused - before.refused),
			memory: push(last.memory, memory.getSnapshot()),
			load: push(last.load, round(readLoad())),
			latency: push(last.latency, round(window?.read()?.p50)),
		});
		before = now;
		window = undefined;
		cancel = clock.after(step, sample);
	};

	let cancel = clock.after(step, sample);
	return {
		store,
		countAnswer(milliseconds) {
			window ??= createLatencyWindow(1024);
			window.add(milliseconds);
		},
		close() {
			cancel();
		},
	};
}

const round = (value: number | undefined): Known<number> =>
	value === undefined ? null : Math.round(value * 1000) / 1000;
