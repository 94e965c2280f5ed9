import {endChild} from '../../support/processes/child-process.ts';
import type {Clock} from '../../support/clock.ts';
import {
	BadModelError,
	DeviceUnavailableError,
	EngineFailedError,
	RuntimeMissingError,
} from '../errors.ts';
import type {
	FromEngine,
	LoadedMessage,
	LoadMessage,
	ModelFormat,
	RefusedMessage,
	ToEngine,
} from './engine-messages.ts';
import type {LoadedLanguageMessage} from './language-messages.ts';
import {type Lifeline, watchLifeline} from './lifeline.ts';
import {createSharedMemory} from './shared-memory.ts';
import {type RunningProcess, spawnEngine} from './spawn-engine.ts';

/** What a process answers once it has loaded a model of each format. */
type LoadedOf = {
	readonly tensor: LoadedMessage;
	readonly decoder: LoadedLanguageMessage;
	readonly gguf: LoadedLanguageMessage;
};

export type LoadEngineOptions<Format extends ModelFormat = ModelFormat> = {
	/** A program and its arguments that run `engine-process.ts`. */
	readonly command: readonly string[];
	readonly load: LoadMessage & {readonly format: Format};
	/** How long loading may take, in milliseconds. */
	readonly startTimeout: number;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
};

/** One process with a loaded model. It is not restarted: that is up to the caller. */
export type EngineProcess<Format extends ModelFormat = ModelFormat> = {
	readonly pid: number;
	readonly loaded: LoadedOf[Format];
	readonly send: (message: ToEngine) => void;
	/** Listen to what it answers. */
	readonly onMessage: (listener: (message: FromEngine) => void) => void;
	/** Give back memory that is shared with it. To be called only while no pass is under way. */
	readonly trim: () => void;
	/** Set how many milliseconds the current work may take; `undefined` once there is none. */
	readonly allow: Lifeline['allow'];
	/** Get its resident memory in bytes, or `undefined` if the process died meanwhile. */
	readonly memoryBytes: () => Promise<number | undefined>;
	/** Resolves once the process has exited, with how it ended, as the end of a sentence about it. */
	readonly gone: Promise<string>;
	/** Let it finish its work, for 2 s at most, and wait until it has exited. */
	readonly close: () => Promise<void>;
};

/**
Start an engine process and wait until its model is loaded. It is watched from its start on, and killed if it hangs.

@throws {BadModelError} If the file is not a model that it can run.
@throws {RuntimeMissingError} If the library for its format is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If it could not be started, died or timed out.
*/
export async function loadEngine<Format extends ModelFormat>(
	options: LoadEngineOptions<Format>,
): Promise<EngineProcess<Format>> {
	const {command, load, startTimeout, clock, signal} = options;
	signal?.throwIfAborted();
	const running = spawnEngine(command, load.format === 'tensor' ? createSharedMemory() : undefined);
	const lifeline = watchLifeline({stream: running.lifeline, clock, onHang: running.kill});
	const stopTimer = clock.after(startTimeout, () => {
		running.kill(`did not load its model within ${startTimeout / 1000} s`);
	});
	const abort = () => {
		running.kill('was no longer needed');
	};

	signal?.addEventListener('abort', abort);
	try {
		running.send(load);
		const answer = await Promise.race([
			new Promise(resolve => {
				running.child.once('message', resolve);
			}),
			running.gone.then(end => {
				throw new EngineFailedError(1, end);
			}),
		]);
		const message = running.parse(answer);
		if (isLoaded(message, load.format)) {
			lifeline.noteLife();
			return converse(running, lifeline, message);
		}

		running.kill('sent an answer that was not requested');
		const end = await running.gone;
		throw message?.type === 'refused' ? toError(message, load) : new EngineFailedError(1, end);
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		stopTimer();
		signal?.removeEventListener('abort', abort);
	}
}

const isLoaded = <Format extends ModelFormat>(
	message: FromEngine | undefined,
	format: Format,
): message is LoadedOf[Format] =>
	message?.type === (format === 'tensor' ? 'loaded' : 'loaded-language');

function toError({cause, problem}: RefusedMessage, {format, model, device}: LoadMessage) {
	const library = format === 'gguf' ? 'node-llama-cpp' : 'onnxruntime-node';
	switch (cause) {
		case 'bad-model': {
			return new BadModelError(model, problem);
		}

		case 'no-runtime': {
			return new RuntimeMissingError(problem, {library});
		}

		case 'no-device': {
			return new DeviceUnavailableError(device, problem, {library});
		}
	}
}

/** Exchange messages with a process whose model is loaded. */
function converse<Format extends ModelFormat>(
	{child, send, trim, parse, gone}: RunningProcess,
	{allow}: Lifeline,
	loaded: LoadedOf[Format],
): EngineProcess<Format> {
	let isGone = false;
	const listeners: Array<(message: FromEngine) => void> = [];
	const memoryAsks: Array<(bytes: number | undefined) => void> = [];
	child.on('message', (answer: unknown) => {
		const message = parse(answer);
		if (message?.type === 'memory') {
			memoryAsks.shift()?.(message.bytes);
		} else if (message) {
			for (const listener of listeners) {
				listener(message);
			}
		}
	});
	void gone.then(() => {
		isGone = true;
		for (const resolve of memoryAsks) {
			resolve(undefined);
		}
	});

	return {
		pid: child.pid!,
		loaded,
		send,
		onMessage(listener) {
			listeners.push(listener);
		},
		trim,
		allow,
		async memoryBytes() {
			return isGone
				? undefined
				: new Promise(resolve => {
						memoryAsks.push(resolve);
						send({type: 'memory'});
					});
		},
		gone,
		async close() {
			await endChild(child, {
				timeout: 2000,
				ask() {
					if (child.connected) {
						child.disconnect();
					}
				},
			});
			await gone;
		},
	};
}
