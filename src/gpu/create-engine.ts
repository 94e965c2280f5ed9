import {availableParallelism} from 'node:os';
import {systemClock, type Clock} from '../support/clock.ts';
import {callAtDeadline} from './deadline.ts';
import {getDeviceName, readVram} from './device.ts';
import type {EngineChild} from './engine-conversation.ts';
import type {DeviceChoice} from './engine-messages.ts';
import type {Engine, EngineInfo} from './engine.ts';
import {EngineClosedError, EngineDeadlineError} from './errors.ts';
import {createRowLimit} from './row-limit.ts';
import {runRows} from './run-rows.ts';
import {superviseEngine} from './supervise-engine.ts';

export type EngineOptions = {
	/** Path of an ONNX file with one float32 input and one float32 output, the batch dimension in front. */
	readonly model: string;
	/** A program and its arguments that become an engine process: `[process.execPath, entry, 'engine']`. */
	readonly command: readonly string[];
	/** `auto` takes the fastest that works and says why not a faster one; a named device works or is an error. @default 'auto' */
	readonly device?: DeviceChoice;
	/** Threads of one pass on a CPU. @default all cores but one, at least one */
	readonly threads?: number;
	/** Dimensions that the model must have, without the batch dimension. */
	readonly inputDims?: readonly number[];
	readonly outputDims?: readonly number[];
	/** How long loading may take, in milliseconds. @default 120_000 */
	readonly startTimeout?: number;
	/** How long one pass may take before the process counts as hung and is killed, in milliseconds. @default 60_000 */
	readonly passTimeout?: number;
	/** How often the process may die in a row before the engine gives up for a while. @default 6 */
	readonly maxDeaths?: number;
	/** How long it then refuses at once before it tries anew, in milliseconds. @default 30_000 */
	readonly coolDown?: number;
	readonly clock?: Clock;
	/** Ends the start; a started engine is ended by `close()`. */
	readonly signal?: AbortSignal;
	/** Hears of every death, for the log. */
	readonly onDeath?: (lastWords: string) => void;
};

/**
Start an engine: a process of its own that holds one model.

If that process dies, by a crash, by lack of memory or by `kill -9`, a new one is started and what was asked is asked again, inside its deadline. Too large a batch for the memory is asked again in halves.

@throws {BadModelError} If the file is no model, or not one of the dimensions asked for.
@throws {RuntimeMissingError} If onnxruntime is not installed.
@throws {DeviceUnavailableError} If the device named cannot be had.
@throws {EngineFailedError} If the process died while it loaded the model.
*/
export async function createEngine(options: EngineOptions): Promise<Engine> {
	const {
		model,
		command,
		device = 'auto',
		threads = Math.max(1, availableParallelism() - 1),
		inputDims,
		outputDims,
		startTimeout = 120_000,
		passTimeout = 60_000,
		maxDeaths = 6,
		coolDown = 30_000,
		clock = systemClock,
		signal,
		onDeath,
	} = options;
	const supervisor = await superviseEngine({
		child: {
			command,
			load: {type: 'load', model, device, threads},
			startTimeout,
			passTimeout,
			clock,
		},
		inputDims,
		outputDims,
		maxDeaths,
		coolDown,
		signal,
		onDeath,
	});
	const limit = createRowLimit();
	const closing = new AbortController();
	const deviceName = await getDeviceName(supervisor.last().loaded.provider);
	let memory = 0;

	return {
		info: () => toInfo(supervisor.last(), deviceName),
		restarts: supervisor.restarts,
		async memoryBytes() {
			const {pid, loaded, memoryBytes} = supervisor.last();
			memory = (await (loaded.provider === 'cpu' ? memoryBytes() : readVram(pid))) ?? memory;
			return memory;
		},
		async run(rows, {signal: asked, deadline = Infinity} = {}) {
			const length = supervisor.last().loaded.inputDims.reduce((total, dim) => total * dim, 1);
			const wrong = rows.find(row => row.length !== length);
			if (wrong) {
				throw new RangeError(
					`A row has \`${wrong.length}\` numbers, and the model takes \`${length}\``,
				);
			}

			const late = new AbortController();
			const stopTimer = callAtDeadline(clock, deadline, () => {
				late.abort(new EngineDeadlineError());
			});
			const ended = AbortSignal.any([late.signal, closing.signal, ...(asked ? [asked] : [])]);
			try {
				return await unlessAborted(ended, runRows(rows, {supervisor, limit, signal: ended}));
			} finally {
				stopTimer();
			}
		},
		async close() {
			closing.abort(new EngineClosedError());
			await supervisor.close();
		},
	};
}

function toInfo({pid, loaded}: EngineChild, device: string): EngineInfo {
	const {engine, provider, inputDims, outputDims, notes} = loaded;
	return {pid, engine, provider, device, inputDims, outputDims, notes};
}

/** A pass that is being computed cannot be called back: its answer is let go. */
async function unlessAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
	const aborted = Promise.withResolvers<never>();
	const abort = () => {
		aborted.reject(signal.reason);
	};

	signal.addEventListener('abort', abort);
	if (signal.aborted) {
		abort();
	}

	try {
		return await Promise.race([aborted.promise, work]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
