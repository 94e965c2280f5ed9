import {availableParallelism} from 'node:os';
import {systemClock, type Clock} from '../../support/clock.ts';
import {callAtDeadline} from '../batch/deadline.ts';
import {getDeviceName} from '../devices/device.ts';
import {cardOf, type DeviceChoice, type Provider} from '../devices/device-choice.ts';
import type {ReadableStore} from '../../support/store.ts';
import {EngineClosedError, EngineDeadlineError} from '../errors.ts';
import {createMemoryReader} from '../process/read-memory.ts';
import {superviseEngine} from '../process/supervise-engine.ts';
import {createPassTimes} from './pass-times.ts';
import {createRowLimit} from './row-limit.ts';
import {runRows} from './run-rows.ts';
import {startTensorProcess, type TensorProcess} from './tensor-process.ts';

export type RunnerOptions = {
	/** Path of an ONNX file with one float32 input and one float32 output, both with a leading batch dimension. */
	readonly model: string;
	/** A program and its arguments that run an engine process: `[process.execPath, entry, 'engine']`. */
	readonly command: readonly string[];
	/** `auto` picks the fastest device that works and notes why not a faster one; a named device that does not work is an error. @default 'auto' */
	readonly device?: DeviceChoice;
	/** Threads per pass on a CPU. @default all cores but one, at least one */
	readonly threads?: number;
	/** How long loading may take, in milliseconds. @default 120_000 */
	readonly startTimeout?: number;
	/** How long a pass may take before the process counts as hung and is killed, in milliseconds; shortened once the usual time of such a pass is known. @default 60_000 */
	readonly passTimeout?: number;
	/** Consecutive deaths of the process after which the runner gives up for a while. @default 6 */
	readonly maxDeaths?: number;
	/** How long it then rejects requests at once before it tries again, in milliseconds. @default 30_000 */
	readonly coolDown?: number;
	readonly clock?: Clock;
	/** Aborts the start; a started runner is ended with `close()`. */
	readonly signal?: AbortSignal;
	/** Called on every death, for the log: how the process ended, as the end of a sentence about it. */
	readonly onDeath?: (end: string) => void;
};

/** Information about a loaded model and its process. */
export type RunnerInfo = {
	readonly pid: number;
	/** The runtime, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly runtime: string;
	readonly provider: Provider;
	/** Which NVIDIA card it uses, counted from 0, if one was named. */
	readonly card?: number;
	/** The device's name, for example `AMD EPYC 7B13` or `NVIDIA H200`. */
	readonly device: string;
	/** Input and output dimensions without the batch dimension. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Why each faster device was not used, one sentence each; empty if the device was requested by name. */
	readonly notes: readonly string[];
};

/**
A model in a separate process. It survives the death of that process: pending rows are retried in a new one.
*/
export type Runner = {
	readonly info: () => RunnerInfo;
	/** Get its memory in bytes: VRAM on a GPU, resident memory of its process on a CPU. During a restart, the last known figure. */
	readonly memoryBytes: () => Promise<number>;
	/** Run rows through the model; outputs are in the order of the rows. Rejects if the deadline passes first, or if the runner is closed or gives up. */
	readonly run: (
		rows: readonly Float32Array[],
		options?: {
			/** Milliseconds since the Unix epoch. */
			readonly deadline?: number;
		},
	) => Promise<Float32Array[]>;
	/** Number of times the process was restarted. */
	readonly restarts: () => number;
	/** Why nothing can be answered at the moment, if so: the process died and is being replaced, or the runner has given up for a while. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};

/**
Start a separate process with one loaded model.

If that process crashes, runs out of memory, is killed or hangs, a new one is started and pending requests are retried, up to their deadlines. A batch too large for the memory is retried in halves.

@throws {BadModelError} If the file is not a model.
@throws {RuntimeMissingError} If onnxruntime is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If the process died while loading the model.
*/
export async function startRunner(options: RunnerOptions): Promise<Runner> {
	const {
		model,
		command,
		device = 'auto',
		threads = Math.max(1, availableParallelism() - 1),
		startTimeout = 120_000,
		passTimeout = 60_000,
		maxDeaths,
		coolDown,
		clock = systemClock,
		signal,
		onDeath,
	} = options;
	const passTimes = createPassTimes(passTimeout);
	const supervisor = await superviseEngine({
		start: async starting =>
			startTensorProcess({
				command,
				load: {type: 'load', format: 'tensor', model, device, threads},
				startTimeout,
				passTimes,
				clock,
				signal: starting,
			}),
		maxDeaths,
		coolDown,
		clock,
		signal,
		onDeath,
	});
	const limit = createRowLimit();
	const closing = new AbortController();
	// Not `AbortSignal.any()`, which cost more than all else that is done for a pass.
	const underWay = new Set<AbortController>();
	const card = cardOf(device);
	const deviceName = await getDeviceName(supervisor.last().loaded.provider, {card});

	return {
		info: () => ({...toInfo(supervisor.last()), card, device: deviceName}),
		restarts: supervisor.restarts,
		problem: supervisor.problem,
		memoryBytes: createMemoryReader({last: supervisor.last, card, signal: closing.signal}),
		async run(rows, {deadline = Infinity} = {}) {
			closing.signal.throwIfAborted();
			const length = supervisor.last().loaded.inputDims.reduce((total, dim) => total * dim, 1);
			const wrong = rows.find(row => row.length !== length);
			if (wrong) {
				throw new RangeError(
					`A row has \`${wrong.length}\` numbers, but the model takes \`${length}\``,
				);
			}

			const ending = new AbortController();
			const stopTimer = callAtDeadline(clock, deadline, () => {
				ending.abort(new EngineDeadlineError());
			});
			underWay.add(ending);
			try {
				const answers = runRows(rows, {supervisor, limit, clock, signal: ending.signal});
				return await unlessAborted(ending.signal, answers);
			} finally {
				underWay.delete(ending);
				stopTimer();
			}
		},
		async close() {
			closing.abort(new EngineClosedError());
			for (const ending of underWay) {
				ending.abort(closing.signal.reason);
			}

			await supervisor.close();
		},
	};
}

function toInfo({pid, loaded}: TensorProcess): Omit<RunnerInfo, 'card' | 'device'> {
	const {engine: runtime, provider, inputDims, outputDims, notes} = loaded;
	return {pid, runtime, provider, inputDims, outputDims, notes};
}

/** A running pass cannot be cancelled, so its result is discarded. */
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
