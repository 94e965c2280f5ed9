import * as v from 'valibot';
import type {Clock} from '../../support/clock.ts';
import {list, struct} from '../../support/schema.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Known} from '../miner-state.ts';
import {createLatencyWindow, type LatencyWindow} from './latency.ts';
import type {QueryCounts} from './query-counts.ts';

/** Recent metrics, sampled in equal steps, the newest last. */
export const historySchema = struct({
	/** Length of a step, in milliseconds. */
	stepMs: v.number(),
	/** When the newest step ended, in milliseconds since the Unix epoch. */
	end: v.number(),
	/** Number of queries in the step. */
	answered: list(v.number()),
	refused: list(v.number()),
	/** Memory of the engine at the step's end, in bytes. */
	memory: list(v.nullable(v.number())),
	/** Load of the device at the step's end, from 0 to 1. */
	load: list(v.nullable(v.number())),
	/** Median latency of the step's answers, in milliseconds. */
	latency: list(v.nullable(v.number())),
});

export type MinerHistory = v.InferOutput<typeof historySchema>;

export type HistoryOptions = {
	readonly counts: ReadableStore<QueryCounts>;
	readonly memory: ReadableStore<number | undefined>;
	/** Read the load of the device, if known. */
	readonly readLoad: () => number | undefined;
	/** Milliseconds. @default 2000 */
	readonly step?: number;
	/** Number of steps to keep. @default 300 */
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type History = {
	readonly store: ReadableStore<MinerHistory>;
	/** Count an answer and its latency, in milliseconds. */
	readonly countAnswer: (milliseconds: number) => void;
	readonly close: () => void;
};

/**
Create the history of a miner's metrics, so that a screen attached later can show it.
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
			memory: push(last.memory, memory.getSnapshot() ?? null),
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
