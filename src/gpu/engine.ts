import type {Provider} from './engine-messages.ts';

/** What an engine says of itself once its model is loaded. */
export type EngineInfo = {
	readonly pid: number;
	/** What computes, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly engine: string;
	readonly provider: Provider;
	/** The device in words, for example `AMD EPYC 7B13` or `NVIDIA H200`. */
	readonly device: string;
	/** Input and output dimensions without the batch dimension. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Why a faster device was not taken, a sentence each; empty if the device was asked for by name. */
	readonly notes: readonly string[];
};

export type RunOptions = {
	readonly signal?: AbortSignal;
	/** Milliseconds since the Unix epoch. */
	readonly deadline?: number;
};

/**
A model in a process of its own. It survives the death of that process: what was asked is asked again, of a new one.
*/
export type Engine = {
	readonly info: () => EngineInfo;
	/** Memory of the engine: VRAM on a GPU, resident memory of its process on a CPU; in bytes. The last known figure while it starts again. */
	readonly memoryBytes: () => Promise<number>;
	/** Run rows through the model; answers come in the order of the rows. Rejects when aborted, when the deadline passes first, or when the engine fails for good. */
	readonly run: (rows: readonly Float32Array[], options?: RunOptions) => Promise<Float32Array[]>;
	/** How often the process had to be started again. */
	readonly restarts: () => number;
	readonly close: () => Promise<void>;
};
