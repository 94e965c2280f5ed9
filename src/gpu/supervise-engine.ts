import {startEngineChild, type EngineChildOptions} from './engine-child.ts';
import type {EngineChild} from './engine-conversation.ts';
import type {RefusedMessage} from './engine-messages.ts';
import {
	BadModelError,
	DeviceUnavailableError,
	EngineClosedError,
	EngineFailedError,
	RuntimeMissingError,
} from './errors.ts';

export type SuperviseOptions = {
	readonly child: Omit<EngineChildOptions, 'signal'>;
	readonly inputDims?: readonly number[];
	readonly outputDims?: readonly number[];
	readonly maxDeaths: number;
	readonly coolDown: number;
	readonly signal?: AbortSignal;
	readonly onDeath?: (lastWords: string) => void;
};

/** One engine process, or its successor. */
export type EngineSupervisor = {
	/** The process that is there, once it is. Rejects while the engine has given up. */
	readonly child: () => Promise<EngineChild>;
	/** The latest process that was ready; it may be dead. */
	readonly last: () => EngineChild;
	/** Deaths before a good pass count as a row of deaths. */
	readonly noteGoodPass: () => void;
	readonly restarts: () => number;
	readonly close: () => Promise<void>;
};

/**
Start an engine process and keep one alive. After too many deaths in a row it gives up for a while, so that a broken engine does not burn the rig, and starts again at the first question after that.

@throws {BtopError} If the first process does not start.
*/
export async function superviseEngine(options: SuperviseOptions): Promise<EngineSupervisor> {
	const {maxDeaths, coolDown, onDeath} = options;
	const {clock} = options.child;
	const closing = new AbortController();
	let deaths = 0;
	let restarts = 0;
	let givenUp: {readonly error: Error; readonly until: number} | undefined;
	let last = await start(options, options.signal);
	let current = Promise.resolve(last);

	// Whoever asks meanwhile waits for the successor; if nobody does, its failure is told to the next who asks.
	const replace = (successor: Promise<EngineChild>) => {
		current = successor;
		current.catch(() => undefined);
	};

	const giveUp = (error: Error) => {
		givenUp = {error, until: clock.now() + coolDown};
		throw error;
	};

	const bury = async (lastWords: string) => {
		deaths++;
		onDeath?.(lastWords);
		if (deaths >= maxDeaths) {
			giveUp(new EngineFailedError(deaths, lastWords));
		}

		// At once after the first death, then slower and slower.
		const delay = deaths === 1 ? 0 : 100 * deaths * deaths;
		await clock.sleep(delay, {signal: closing.signal});
	};

	const restart = async (lastWords?: string): Promise<EngineChild> => {
		if (lastWords !== undefined) {
			await bury(lastWords);
		}

		restarts++;
		try {
			last = await start(options, closing.signal);
			watch(last);
			return last;
		} catch (error) {
			closing.signal.throwIfAborted();
			return error instanceof EngineFailedError ? restart(error.message) : giveUp(error as Error);
		}
	};

	const watch = (child: EngineChild) => {
		void child.gone.then(lastWords => {
			if (!closing.signal.aborted) {
				replace(restart(lastWords));
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
		: `its ${what} is \`${found.join('×')}\`, and the task needs \`${wanted.join('×')}\``;
}
