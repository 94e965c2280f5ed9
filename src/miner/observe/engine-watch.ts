import type {Engine, WorkEngine} from '../../gpu/engine.ts';
import {EngineFailedError, ServerFailedError} from '../../gpu/errors.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {EngineOutages} from './outages.ts';

/** An engine that is watched as it works. */
export type EngineWatch = WorkEngine & {
	/** Memory of the engine in bytes, if that is known. */
	readonly memory: ReadableStore<number | undefined>;
	/** Stop watching. The caller still has to close the engine. */
	readonly close: () => void;
};

export type WatchEngineOptions = {
	/** Notified of answers and failures. */
	readonly outages: Pick<EngineOutages, 'answered' | 'gaveUp'>;
	readonly clock: Clock;
	/** Milliseconds between two memory readings. @default 1000, or 30,000 on a graphics card, where a reading starts a program */
	readonly interval?: number;
};

/**
Watch an engine while it works: its memory, and whether it answers.
*/
export function watchEngine(
	engine: Engine,
	{
		outages,
		clock,
		interval = ['cpu', 'remote'].includes(engine.info().provider) ? 1000 : 30_000,
	}: WatchEngineOptions,
): EngineWatch {
	const memory = createStore<number | undefined>(
		engine.info().provider === 'remote' ? undefined : 0,
	);
	const closing = new AbortController();
	const {signal} = closing;

	const sample = async () => {
		while (!signal.aborted) {
			memory.set(await engine.memoryBytes());
			await clock.sleep(interval, {signal});
		}
	};

	// A busy or hung engine reports nothing until it is done or closed, so nothing waits for this.
	void sample().catch(() => undefined);
	return {
		memory,
		async *run(work, options) {
			for await (const part of engine.run(work, options)) {
				if (part.kind !== 'refused') {
					outages.answered();
				} else if (isOutage(part.cause, engine)) {
					outages.gaveUp(part.cause.message);
				}

				yield part;
			}
		},
		close() {
			closing.abort();
		},
	};
}

/** A server that fails is an outage once all are out; until then another answers, or the work was at fault. */
const isOutage = (
	cause: unknown,
	{problem}: Pick<Engine, 'problem'>,
): cause is EngineFailedError | ServerFailedError =>
	cause instanceof EngineFailedError ||
	(cause instanceof ServerFailedError && problem.getSnapshot() !== undefined);
