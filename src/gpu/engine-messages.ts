/** Where a model may be asked to run. */
export type DeviceChoice = 'auto' | 'cpu' | 'cuda' | 'webgpu';

/** Where a model does run. */
export type Provider = Exclude<DeviceChoice, 'auto'>;

/** What the parent says to an engine process, over the IPC channel with `advanced` serialization. */
export type ToEngine =
	| {
			readonly type: 'load';
			readonly model: string;
			readonly device: DeviceChoice;
			/** Threads of one pass on a CPU. */
			readonly threads: number;
	  }
	/** `data` holds `rows` rows one after the other. */
	| {
			readonly type: 'run';
			readonly id: number;
			readonly rows: number;
			readonly data: Float32Array;
	  }
	| {readonly type: 'memory'};

/** The answer to `load`: the model is ready. */
export type LoadedMessage = {
	readonly type: 'loaded';
	readonly engine: string;
	readonly provider: Provider;
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	readonly notes: readonly string[];
};

/** The answer to `load`: the model will not run, and why. */
export type RefusedMessage = {
	readonly type: 'refused';
	readonly cause: 'bad-model' | 'no-runtime' | 'no-device';
	readonly problem: string;
};

/** What an engine process answers. */
export type FromEngine =
	| LoadedMessage
	| RefusedMessage
	| {readonly type: 'ran'; readonly id: number; readonly data: Float32Array}
	| {
			readonly type: 'failed';
			readonly id: number;
			readonly isOutOfMemory: boolean;
			readonly problem: string;
	  }
	/** Resident memory of the process. */
	| {readonly type: 'memory'; readonly bytes: number};
