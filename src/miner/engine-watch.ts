import type {Engine} from '../gpu/engine.ts';
import {EngineFailedError} from '../gpu/errors.ts';
import type {RunBatch} from '../gpu/run-batch.ts';
import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import type {EngineOutages} from './outages.ts';

export type EngineWatch = {
	/** Runs batches on the engine. */
	readonly run: RunBatch<Float32Array, Float32Array>;
	/** Memory of the engine in bytes. */
	readonly memory: ReadableStore<number>;
	/** Why the engine does not answer, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};

export type WatchEngineOptions = {
	/** Told whether it answers. */
	readonly outages: Pick<EngineOutages, 'answered' | 'gaveUp'>;
	readonly clock: Clock;
	/** Milliseconds between two looks at the memory. @default 1000, and 5000 on a card, where a look starts a program */
	readonly interval?: number;
};

/**
Watch an engine while it works: its memory, and whether it has given up.
*/
export function watchEngine(
	engine: Engine,
	{outages, clock, interval = engine.info().provider === 'cpu' ? 1000 : 5000}: WatchEngineOptions,
): EngineWatch {
	const memory = createStore(0);
	const problem = createStore<string | undefined>(undefined);
	const closing = new AbortController();
	const {signal} = closing;

	const sample = async () => {
		while (!signal.aborted) {
			memory.set(await engine.memoryBytes());
			await clock.sleep(interval, {signal}).catch(() => undefined);
		}
	};

	const sampling = sample();
	return {
		memory,
		problem,
		async run(rows, options) {
			try {
				const answers = await engine.run(rows, options);
				problem.set(undefined);
				outages.answered();
				return answers;
			} catch (error) {
				if (error instanceof EngineFailedError) {
					problem.set(error.message);
					outages.gaveUp(error.message);
				}

				throw error;
			}
		},
		async close() {
			closing.abort();
			await sampling;
		},
	};
}
