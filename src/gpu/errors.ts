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

/** A library that runs models. Each is optional. */
export type RuntimeLibrary = 'onnxruntime-node' | 'node-llama-cpp';

/** The version of node-llama-cpp that btop is tested with; its binaries are packages of the same version. */
export const llamaVersion = '3.21.1';

/** Installs a package of node-llama-cpp beside btop. Its script would compile for ten minutes where it finds no binary. */
const installLlama = (name: string) =>
	`npm install --global --ignore-scripts ${name}@${llamaVersion}`;

/** Error thrown when the library that runs models is not installed, or not for this machine. */
export class RuntimeMissingError extends BtopError {
	override name = 'RuntimeMissingError';
	override readonly code = 'bad-model';
	readonly library: RuntimeLibrary;

	constructor(
		problem: string,
		{
			library = 'onnxruntime-node',
			...options
		}: BtopErrorOptions & {
			/** @default 'onnxruntime-node' */
			readonly library?: RuntimeLibrary;
		} = {},
	) {
		super(`The library \`${library}\` cannot be loaded: ${problem}`, {
			fix:
				library === 'node-llama-cpp'
					? `Install it beside btop with \`${installLlama(library)}\`.`
					: 'Install it beside btop with `npm install onnxruntime-node`; on a machine without internet, set `ONNXRUNTIME_NODE_INSTALL=skip` first.',
			...options,
		});
		this.library = library;
	}
}

/** Error thrown when the requested device is unavailable. There is no silent fallback to another. */
export class DeviceUnavailableError extends BtopError {
	override name = 'DeviceUnavailableError';
	override readonly code = 'no-device';
	readonly device: string;

	constructor(
		device: string,
		problem: string,
		{
			library = 'onnxruntime-node',
			...options
		}: BtopErrorOptions & {
			/** What runs the model. @default 'onnxruntime-node' */
			readonly library?: RuntimeLibrary;
		} = {},
	) {
		super(`The device \`${device}\` cannot be used: ${problem}`, {
			fix: deviceFix(device, library),
			...options,
		});
		this.device = device;
	}
}

function deviceFix(device: string, library: RuntimeLibrary): string {
	if (library === 'node-llama-cpp') {
		return `Install the device’s driver, and all binaries with \`${installLlama(library)}\`; or use \`--device auto\`.`;
	}

	return device.startsWith('cuda')
		? 'Install the CUDA libraries with `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`, or use `--device auto`.'
		: 'Install a graphics driver with Vulkan, or use `--device auto`.';
}

/** Error thrown when the engine's process keeps dying. The engine tries again after a while. */
export class EngineFailedError extends BtopError {
	override name = 'EngineFailedError';
	override readonly code = 'engine-failed';
	/** Number of consecutive deaths. */
	readonly deaths: number;
	/** How it ended, as the end of a sentence about it. */
	readonly end: string;

	constructor(deaths: number, end: string, options: BtopErrorOptions = {}) {
		super(
			deaths === 1
				? `The engine ${end}`
				: `The engine died \`${deaths}\` times in a row; the last time it ${end}`,
			{
				fix: 'Check whether memory runs out; try another model or `--device cpu`.',
				...options,
			},
		);
		this.deaths = deaths;
		this.end = end;
	}
}

/** Error thrown when a single row cannot be computed although the engine works: it kills the process, or needs more memory than there is. The other rows can be retried. */
export class RowFailedError extends BtopError {
	override name = 'RowFailedError';
	override readonly code = 'row-failed';
	/** Its index among the requested rows. */
	readonly row: number;

	constructor(row: number, problem: string, options: BtopErrorOptions = {}) {
		super(`Row \`${row}\` cannot be computed: ${problem}`, options);
		this.row = row;
	}
}

/** Error thrown when a deadline passes before the answer arrives. */
export class EngineDeadlineError extends BtopError {
	override name = 'EngineDeadlineError';
	override readonly code = 'engine-deadline';

	constructor(options: BtopErrorOptions = {}) {
		super('The deadline passed before the engine answered', options);
	}
}

/** Error thrown when an engine is used after it was closed. */
export class EngineClosedError extends BtopError {
	override name = 'EngineClosedError';
	override readonly code = 'engine-closed';

	constructor(options: BtopErrorOptions = {}) {
		super('The engine is closed', options);
	}
}

/** Error thrown when a server that an engine asks does not do its work. */
export class ServerFailedError extends BtopError {
	override name = 'ServerFailedError';
	override readonly code = 'server-failed';
	readonly address: string;
	/** What is wrong, as the end of a sentence about it. */
	readonly problem: string;

	constructor(address: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The server \`${address}\` ${problem}`, options);
		this.address = address;
		this.problem = problem;
	}
}

/** Error thrown when none of the servers that were given can be used. */
export class NoServerError extends BtopError {
	override name = 'NoServerError';
	override readonly code = 'no-server';

	constructor(problems: readonly string[], options: BtopErrorOptions = {}) {
		super(`No server can be used: ${problems.join('; ')}`, {
			fix: 'Start the server, or check its address, model and key; `curl ADDRESS/models` shows whether it is there.',
			...options,
		});
	}
}
