import type {ChildProcess} from 'node:child_process';
import type {Clock} from '../support/clock.ts';
import type {FromEngine, LoadedMessage, ToEngine} from './engine-messages.ts';

export type PassResult =
	| {readonly ok: true; readonly data: Float32Array}
	| {readonly ok: false; readonly cause: 'out-of-memory' | 'failed'; readonly problem: string}
	/** `isSuspect`: this was the pass being computed, so it may have been what killed the process. */
	| {readonly ok: false; readonly cause: 'died'; readonly isSuspect: boolean};

/** One process with a loaded model. It lives until it dies; whoever holds it decides what comes then. */
export type EngineChild = {
	readonly pid: number;
	readonly loaded: LoadedMessage;
	/** Send rows that lie one after the other. It always resolves. */
	readonly pass: (data: Float32Array, rows: number) => Promise<PassResult>;
	/** Resident memory in bytes, or `undefined` if the process died meanwhile. */
	readonly memoryBytes: () => Promise<number | undefined>;
	/** Resolves with its last words once the process is gone. */
	readonly gone: Promise<string>;
	readonly close: () => Promise<void>;
};

export type ConverseOptions = {
	readonly loaded: LoadedMessage;
	/** Resolves with its last words once the process is gone. */
	readonly gone: Promise<string>;
	/** How long one pass may take before the process counts as hung and is killed, in milliseconds. */
	readonly passTimeout: number;
	readonly clock: Clock;
};

/**
Hold the conversation with an engine process whose model is loaded.
*/
export function converse(
	child: ChildProcess,
	{loaded, gone, passTimeout, clock}: ConverseOptions,
): EngineChild {
	let lastId = 0;
	let isGone = false;
	let stopTimer: (() => void) | undefined;
	// In the order in which the process answers.
	const passes = new Map<number, (result: PassResult) => void>();
	const memoryAsks: Array<(bytes: number | undefined) => void> = [];
	const send = (message: ToEngine) => {
		// A message to a process that is just dying fails; its end is heard of by `gone`.
		child.send(message, () => undefined);
	};

	const watchForHang = () => {
		stopTimer?.();
		stopTimer =
			passes.size === 0
				? undefined
				: clock.after(passTimeout, () => {
						child.kill('SIGKILL');
					});
	};

	const settle = (id: number, result: PassResult) => {
		passes.get(id)?.(result);
		passes.delete(id);
		watchForHang();
	};

	child.on('message', (message: FromEngine) => {
		switch (message.type) {
			case 'ran': {
				settle(message.id, {ok: true, data: message.data});
				break;
			}

			case 'failed': {
				const {id, isOutOfMemory, problem} = message;
				settle(id, {ok: false, cause: isOutOfMemory ? 'out-of-memory' : 'failed', problem});
				break;
			}

			case 'memory': {
				memoryAsks.shift()?.(message.bytes);
				break;
			}

			case 'loaded':
			case 'refused': {
				break;
			}
		}
	});
	void gone.then(() => {
		isGone = true;
		stopTimer?.();
		const [suspect] = passes.keys();
		for (const [id, resolve] of passes) {
			resolve({ok: false, cause: 'died', isSuspect: id === suspect});
		}

		passes.clear();
		for (const resolve of memoryAsks) {
			resolve(undefined);
		}
	});

	return {
		pid: child.pid!,
		loaded,
		gone,
		async pass(data, rows) {
			if (isGone) {
				return {ok: false, cause: 'died', isSuspect: false};
			}

			return new Promise(resolve => {
				const id = ++lastId;
				passes.set(id, resolve);
				if (passes.size === 1) {
					watchForHang();
				}

				send({type: 'run', id, rows, data});
			});
		},
		async memoryBytes() {
			return isGone
				? undefined
				: new Promise(resolve => {
						memoryAsks.push(resolve);
						send({type: 'memory'});
					});
		},
		async close() {
			if (child.connected) {
				child.disconnect();
			}

			const stop = clock.after(2000, () => {
				child.kill('SIGKILL');
			});
			await gone;
			stop();
		},
	};
}
