import {availableParallelism} from 'node:os';
import path from 'node:path';
import type {DeviceChoice} from './devices/device-choice.ts';
import {joinEngines} from './engine-pool.ts';
import type {Engine} from './engine.ts';
import {BadModelError} from './errors.ts';
import {findFormat, listParts} from './find-format.ts';
import {startLanguageEngine} from './language/language-engine.ts';
import {canMeet, describeMisfit, type Need} from './need.ts';
import {type OnnxEngineOptions, startOnnxEngine} from './onnx/onnx-engine.ts';
import {joinParts} from './parts.ts';

export type StartEnginesOptions = Omit<OnnxEngineOptions, 'device'> & {
	/** Each gets an engine of its own. @default ['auto'] */
	readonly devices?: readonly [DeviceChoice, ...DeviceChoice[]];
	/** What it will be asked for: a model that can do none of it is refused. @default anything */
	readonly needs?: readonly Need[];
};

/**
Start an engine for a model on each device, and join them into one. If one does not start, none stays.

The model is an ONNX file of rows, a folder with a language model for onnxruntime, a GGUF file, or a folder of several, of which each gets an engine.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startOnnxEngine()` and `startLanguageEngine()`.
*/
export async function startEngines({
	devices = ['auto'],
	needs,
	threads = Math.max(1, Math.floor((availableParallelism() - 1) / devices.length)),
	...options
}: StartEnginesOptions): Promise<Engine> {
	const engines = await startAll(
		devices.map(async device => startEngine({...options, threads, device})),
	);
	const engine = joinEngines(engines as [Engine, ...Engine[]]);
	const info = engine.info();
	if (needs?.every(need => !canMeet(info, need))) {
		await engine.close();
		throw new BadModelError(options.model, describeMisfit(info, needs));
	}

	return engine;
}

async function startEngine(options: OnnxEngineOptions): Promise<Engine> {
	const {model, passTimeout, maxBatch, ...others} = options;
	const format = findFormat(model) ?? 'tensor';
	switch (format) {
		case 'tensor': {
			return startOnnxEngine(options);
		}

		case 'parts': {
			const parts = listParts(model);
			const engines = parts.map(async part => startEngine({...options, model: part}));
			return joinParts(await startAll(engines), path.basename(model));
		}

		case 'decoder':
		case 'gguf': {
			return startLanguageEngine({
				...others,
				model,
				format,
				stepTimeout: passTimeout,
				maxTexts: maxBatch,
			});
		}
	}
}

/** Wait until all have started. If one fails, end the others. */
async function startAll(starting: ReadonlyArray<Promise<Engine>>): Promise<readonly Engine[]> {
	const starts = await Promise.allSettled(starting);
	const engines = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []));
	const failure = starts.find(({status}) => status === 'rejected');
	if (failure?.status === 'rejected') {
		await Promise.all(engines.map(async ({close}) => close()));
		throw failure.reason as Error;
	}

	return engines;
}
