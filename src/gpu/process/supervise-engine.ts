import {tell} from '../../support/observer.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {
	BadModelError,
	DeviceUnavailableError,
	EngineClosedError,
	EngineFailedError,
	RuntimeMissingError,
} from '../errors.ts';
import {type EngineChild, type EngineChildOptions, startEngineChild} from './engine-child.ts';
import type {RefusedMessage} from './engine-messages.ts';

export type SuperviseOptions = {
	readonly child: Omit<EngineChildOptions, 'signal'>;
	readonly inputDims?: readonly number[];
	readonly outputDims?: readonly number[];
	readonly maxDeaths: number;
	readonly coolDown: number;
	readonly signal?: AbortSignal;
	/** Called with how the process ended, as the end of a sentence about it. */
	readonly onDeath?: (end: string) => void;
};

/** Keeps one engine process alive. */
export type EngineSupervisor = {
	/** Get the current process once it is ready. Rejects while the engine has given up. */
	readonly child: () => Promise<EngineChild>;
	/** Get the latest process that was ready; it may be dead. */
	readonly last: () => EngineChild;
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
export async function superviseEngine(options: SuperviseOptions): Promise<EngineSupervisor> {
	const {maxDeaths, coolDown, onDeath} = options;
	const {clock} = options.child;
	const closing = new AbortController();
	const problem = createStore<string | undefined>(undefined);
	let deaths = 0;
	let restarts = 0;
	let givenUp: {readonly error: Error; readonly until: number} | undefined;
	let last = await start(options, options.signal);
	let current = Promise.resolve(last);

	// Callers wait for the successor meanwhile; if there are none, the next caller gets its failure.
	const replace = (successor: Promise<EngineChild>) => {
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

	const restart = async (end?: string): Promise<EngineChild> => {
		if (end !== undefined) {
			await noteDeath(end);
		}

		restarts++;
		try {
			last = await start(options, closing.signal);
			problem.set(undefined);
			watch(last);
			return last;
		} catch (error) {
			closing.signal.throwIfAborted();
			return error instanceof EngineFailedError ? restart(error.end) : giveUp(error as Error);
		}
	};

	const watch = (child: EngineChild) => {
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

async function start({child, inputDims, outputDims}: SuperviseOptions, signal?: AbortSignal) {
	const started = await startEngineChild({...child, signal});
	if ('type' in started) {
		throw toError(started, child.load);
	}

	const {loaded} = started;
	const problem =
		differs('input', loaded.inputDims, inputDims) ??
		differs('output', loaded.outputDims, outputDims);
	if (problem !== undefined) {
		await started.close();
		throw new BadModelError(child.load.model, problem);
	}

	return started;
}

function toError({cause, problem}: RefusedMessage, {model, device}: EngineChildOptions['load']) {
	switch (cause) {
		case 'bad-model': {
			return new BadModelError(model, problem);
		}

		case 'no-runtime': {
			return new RuntimeMissingError(problem);
		}

		case 'no-device': {
			return new DeviceUnavailableError(device, problem);
		}
	}
}

function differs(what: string, found: readonly number[], wanted = found) {
	return found.join('×') === wanted.join('×')
		? undefined
		: `its ${what} is \`${found.join('×')}\`, but the task needs \`${wanted.join('×')}\``;
}
