import {availableParallelism} from 'node:os';
import type {DeviceChoice} from './devices/device-choice.ts';
import {joinEngines} from './engine-pool.ts';
import type {Engine} from './engine.ts';
import {BadModelError} from './errors.ts';
import {findFormat} from './find-format.ts';
import {startLanguageEngine} from './language/language-engine.ts';
import {type OnnxEngineOptions, startOnnxEngine} from './onnx/onnx-engine.ts';

export type StartEnginesOptions = Omit<OnnxEngineOptions, 'device'> & {
	/** Each gets an engine of its own. @default ['auto'] */
	readonly devices?: readonly [DeviceChoice, ...DeviceChoice[]];
};

/**
Start an engine for a model on each device, and join them into one. If one does not start, none stays.

The model is an ONNX file of rows, a folder with a language model for onnxruntime, or a GGUF file.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startOnnxEngine()` and `startLanguageEngine()`.
*/
export async function startEngines({
	devices = ['auto'],
	threads = Math.max(1, Math.floor((availableParallelism() - 1) / devices.length)),
	...options
}: StartEnginesOptions): Promise<Engine> {
	const starts = await Promise.allSettled(
		devices.map(async device => startEngine({...options, threads, device})),
	);
	const engines = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []));
	const failure = starts.find(({status}) => status === 'rejected');
	if (failure?.status === 'rejected') {
		await Promise.all(engines.map(async ({close}) => close()));
		throw failure.reason as Error;
	}

	return joinEngines(engines as [Engine, ...Engine[]]);
}

async function startEngine(options: OnnxEngineOptions): Promise<Engine> {
	const {model, inputDims, passTimeout, maxBatch, ...others} = options;
	const format = findFormat(model) ?? 'tensor';
	if (format === 'tensor') {
		return startOnnxEngine(options);
	}

	if (inputDims) {
		throw new BadModelError(model, 'it is a language model, but the task needs one of rows');
	}

	return startLanguageEngine({
		...others,
		model,
		format,
		stepTimeout: passTimeout,
		maxTexts: maxBatch,
	});
}
