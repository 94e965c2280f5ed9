import type {ReadableStore} from '../support/store.ts';
import type {Provider} from './process/engine-messages.ts';

/** Information about an engine with a loaded model. */
export type EngineInfo = {
	readonly pid: number;
	/** The runtime, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly engine: string;
	readonly provider: Provider;
	/** The device's name, for example `AMD EPYC 7B13` or `NVIDIA H200`. */
	readonly device: string;
	/** Input and output dimensions without the batch dimension. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Why each faster device was not used, one sentence each; empty if the device was requested by name. */
	readonly notes: readonly string[];
};

export type RunOptions = {
	readonly signal?: AbortSignal;
	/** Milliseconds since the Unix epoch. */
	readonly deadline?: number;
};

/**
A model in a separate process. It survives the death of that process: pending requests are retried in a new one.
*/
export type Engine = {
	readonly info: () => EngineInfo;
	/** Get the engine's memory in bytes: VRAM on a GPU, resident memory of its process on a CPU. During a restart, the last known figure. */
	readonly memoryBytes: () => Promise<number>;
	/** Run rows through the model; outputs are in the order of the rows. Rejects if aborted, if the deadline passes first, or if the engine gives up. */
	readonly run: (rows: readonly Float32Array[], options?: RunOptions) => Promise<Float32Array[]>;
	/** Number of times the process was restarted. */
	readonly restarts: () => number;
	/** Why nothing can be answered at the moment, if so: the process died and is being replaced, or the engine has given up for a while. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};
