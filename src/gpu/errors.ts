import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when a file is not a model that an engine can run. */
export class BadModelError extends BtopError {
	override name = 'BadModelError';
	override readonly code = 'bad-model';
	readonly model: string;

	constructor(model: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The model \`${model}\` cannot be used: ${problem}`, {
			fix: 'Choose another model with `btop models list`, or fetch this one again.',
			...options,
		});
		this.model = model;
	}
}

/** Error thrown when the library that runs models is not installed, or not for this machine. */
export class RuntimeMissingError extends BtopError {
	override name = 'RuntimeMissingError';
	override readonly code = 'bad-model';

	constructor(problem: string, options: BtopErrorOptions = {}) {
		super(`The library \`onnxruntime-node\` cannot be loaded: ${problem}`, {
			fix: 'Install it beside btop with `npm install onnxruntime-node`; on a machine without internet set `ONNXRUNTIME_NODE_INSTALL=skip` for that.',
			...options,
		});
	}
}

/** Error thrown when the device that was asked for cannot compute here. There is no silent step down to another. */
export class DeviceUnavailableError extends BtopError {
	override name = 'DeviceUnavailableError';
	override readonly code = 'no-device';
	readonly device: string;

	constructor(device: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The device \`${device}\` cannot be used: ${problem}`, {
			fix:
				device === 'cuda'
					? 'Install the CUDA libraries with `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`, or take `--device auto`.'
					: 'Install a graphics driver with Vulkan, or take `--device auto`.',
			...options,
		});
		this.device = device;
	}
}

/** Error thrown when the engine's process died again and again. It is tried anew after a while. */
export class EngineFailedError extends BtopError {
	override name = 'EngineFailedError';
	override readonly code = 'engine-failed';
	/** How often the process died in a row. */
	readonly deaths: number;

	constructor(deaths: number, lastWords: string, options: BtopErrorOptions = {}) {
		super(`The engine died \`${deaths}\` times in a row, lastly with ${lastWords}`, {
			fix: 'See whether memory runs out, and try another model or `--device cpu`.',
			...options,
		});
		this.deaths = deaths;
	}
}

/** Error thrown when one row cannot be computed although the engine works: it kills the process, or needs more memory than there is. The other rows may be asked again. */
export class RowFailedError extends BtopError {
	override name = 'RowFailedError';
	override readonly code = 'row-failed';
	/** Its place among the rows that were asked. */
	readonly row: number;

	constructor(row: number, problem: string, options: BtopErrorOptions = {}) {
		super(`Row \`${row}\` cannot be computed: ${problem}`, options);
		this.row = row;
	}
}

/** Error thrown when an answer did not come before its deadline. */
export class EngineDeadlineError extends BtopError {
	override name = 'EngineDeadlineError';
	override readonly code = 'engine-deadline';

	constructor(options: BtopErrorOptions = {}) {
		super('The deadline passed before the engine answered', options);
	}
}

/** Error thrown when an engine is asked after it was closed. */
export class EngineClosedError extends BtopError {
	override name = 'EngineClosedError';
	override readonly code = 'engine-closed';

	constructor(options: BtopErrorOptions = {}) {
		super('The engine is closed', options);
	}
}
