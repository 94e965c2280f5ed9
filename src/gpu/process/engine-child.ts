import {endChild} from '../../support/processes/child-process.ts';
import type {Clock} from '../../support/clock.ts';
import {EngineFailedError} from '../errors.ts';
import type {LoadedMessage, LoadMessage, RefusedMessage} from './engine-messages.ts';
import {type Lifeline, watchLifeline} from './lifeline.ts';
import type {PassKind, PassTimes} from './pass-times.ts';
import {type RunningProcess, spawnEngine} from './spawn-engine.ts';

export type EngineChildOptions = {
	/** A program and its arguments that run `engine-process.ts`. */
	readonly command: readonly string[];
	readonly load: LoadMessage;
	/** How long loading may take, in milliseconds. */
	readonly startTimeout: number;
	/** What has been learned about how long passes take. */
	readonly passTimes: PassTimes;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
};

/** One process with a loaded model. It is not restarted: that is up to the caller. */
export type EngineChild = {
	readonly pid: number;
	readonly loaded: LoadedMessage;
	/** Send concatenated rows. Never rejects. */
	readonly pass: (data: Float32Array, rows: number) => Promise<PassResult>;
	/** Get its resident memory in bytes, or `undefined` if the process died meanwhile. */
	readonly memoryBytes: () => Promise<number | undefined>;
	/** Resolves once the process has exited, with how it ended, as the end of a sentence about it. */
	readonly gone: Promise<string>;
	/** Let it finish its pass, for 2 s at most, and wait until it has exited. */
	readonly close: () => Promise<void>;
};

export type PassResult =
	| {readonly ok: true; readonly data: Float32Array}
	| {readonly ok: false; readonly cause: 'out-of-memory' | 'failed'; readonly problem: string}
	/** `isSuspect`: this pass was running, so it may be what killed the process. */
	| {readonly ok: false; readonly cause: 'died'; readonly isSuspect: boolean};

/**
Start an engine process and wait until its model is loaded. It is watched from its start on, and killed if it hangs.

@returns The process, or its reason for not loading the model.

@throws {EngineFailedError} If it could not be started, died or timed out.
*/
export async function startEngineChild(
	options: EngineChildOptions,
): Promise<EngineChild | RefusedMessage> {
	const {command, load, startTimeout, clock, signal} = options;
	signal?.throwIfAborted();
	const running = spawnEngine(command);
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
		if (message?.type === 'loaded') {
			lifeline.noteLife();
			return converse({...running, watched: lifeline}, message, options);
		}

		running.kill('sent an answer that was not requested');
		const end = await running.gone;
		if (message?.type === 'refused') {
			return message;
		}

		throw new EngineFailedError(1, end);
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		stopTimer();
		signal?.removeEventListener('abort', abort);
	}
}

type Pass = {
	readonly kind: PassKind;
	readonly resolve: (result: PassResult) => void;
};

/** Exchange messages with a process whose model is loaded. */
function converse(
	{child, watched, send, parse, gone}: RunningProcess & {readonly watched: Lifeline},
	loaded: LoadedMessage,
	{passTimes}: EngineChildOptions,
): EngineChild {
	let lastId = 0;
	let isGone = false;
	let headSince = 0;
	// Keeps the order in which the process answers.
	const passes = new Map<number, Pass>();
	const sizes = new Set<number>();
	const memoryAsks: Array<(bytes: number | undefined) => void> = [];
	const watchHead = () => {
		const [head] = passes.values();
		headSince = performance.now();
		watched.allow(head && passTimes.limit(head.kind));
	};

	const settle = (id: number, result: PassResult) => {
		const pass = passes.get(id);
		if (pass && result.ok) {
			passTimes.learn(pass.kind, performance.now() - headSince);
		}

		passes.delete(id);
		watchHead();
		pass?.resolve(result);
	};

	child.on('message', (answer: unknown) => {
		const message = parse(answer);
		switch (message?.type) {
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
			case 'refused':
			case undefined: {
				break;
			}
		}
	});
	void gone.then(() => {
		isGone = true;
		const [suspect] = passes.keys();
		for (const [id, {resolve}] of passes) {
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
				passes.set(id, {kind: {rows, isFirst: !sizes.has(rows)}, resolve});
				sizes.add(rows);
				if (passes.size === 1) {
					watchHead();
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
