import {tell} from '../../support/observer.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Clock} from '../../support/clock.ts';
import {EngineClosedError, EngineFailedError} from '../errors.ts';
import type {EngineProcess} from './load-engine.ts';

export type SuperviseOptions<Child> = {
	/** Start a process. Only an `EngineFailedError` is worth another try. */
	readonly start: (signal?: AbortSignal) => Promise<Child>;
	/** Consecutive deaths of the process after which it gives up for a while. @default 6 */
	readonly maxDeaths?: number;
	/** How long it then rejects requests at once, in milliseconds. @default 30_000 */
	readonly coolDown?: number;
	readonly clock: Clock;
	/** Aborts the first start. */
	readonly signal?: AbortSignal;
	/** Called with how the process ended, as the end of a sentence about it. */
	readonly onDeath?: (end: string) => void;
};

/** Keeps one engine process alive. */
export type EngineSupervisor<Child> = {
	/** Get the current process once it is ready. Rejects while the engine has given up. */
	readonly child: () => Promise<Child>;
	/** Get the latest process that was ready; it may be dead. */
	readonly last: () => Child;
	/** Note that a pass succeeded, which resets the count of consecutive deaths. */
	readonly noteGoodPass: () => void;
	readonly restarts: () => number;
	/** Why nothing can be answered at the moment, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};

/**
Start an engine process and keep one alive. After too many deaths in a row it gives up for a while, so that a broken engine does not overload the rig, and restarts on the first request after that.

@throws {BtopError} If the first process does not start.
*/
export async function superviseEngine<Child extends Pick<EngineProcess, 'gone' | 'close'>>({
	start,
	maxDeaths = 6,
	coolDown = 30_000,
	clock,
	signal,
	onDeath,
}: SuperviseOptions<Child>): Promise<EngineSupervisor<Child>> {
	const closing = new AbortController();
	const problem = createStore<string | undefined>(undefined);
	let deaths = 0;
	let restarts = 0;
	let givenUp: {readonly error: Error; readonly until: number} | undefined;
	let last = await start(signal);
	let current = (async (): Promise<Child> => last)();

	// Callers wait for the successor meanwhile; if there are none, the next caller gets its failure.
	const replace = (successor: Promise<Child>) => {
		current = successor;
		current.catch(() => undefined);
	};

	const giveUp = (error: Error) => {
		givenUp = {error, until: clock.now() + coolDown};
		problem.set(error.message);
		throw error;
	};

	const noteDeath = async (end: string) => {
		deaths++;
		problem.set(`The engine ${end}; restarting it`);
		tell(onDeath, end);
		if (deaths >= maxDeaths) {
			giveUp(new EngineFailedError(deaths, end));
		}

		// No delay after the first death, then longer and longer ones.
		const delay = deaths === 1 ? 0 : 100 * deaths * deaths;
		await clock.sleep(delay, {signal: closing.signal});
	};

	const restart = async (end?: string): Promise<Child> => {
		if (end !== undefined) {
			await noteDeath(end);
		}

		restarts++;
		try {
			last = await start(closing.signal);
			problem.set(undefined);
			watch(last);
			return last;
		} catch (error) {
			closing.signal.throwIfAborted();
			return error instanceof EngineFailedError ? restart(error.end) : giveUp(error as Error);
		}
	};

	const watch = (child: Child) => {
		void child.gone.then(end => {
			if (!closing.signal.aborted) {
				replace(restart(end));
			}
		});
	};

	watch(last);
	return {
		async child() {
			closing.signal.throwIfAborted();
			if (givenUp && clock.now() >= givenUp.until) {
				givenUp = undefined;
				deaths = 0;
				replace(restart());
			}

			return current;
		},
		last: () => last,
		noteGoodPass() {
			deaths = 0;
		},
		restarts: () => restarts,
		problem,
		async close() {
			closing.abort(new EngineClosedError());
			await current.catch(() => undefined);
			await last.close();
		},
	};
}
