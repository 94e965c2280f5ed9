import {availableParallelism} from 'node:os';
import type {DeviceChoice} from './devices/device-choice.ts';
import {joinEngines} from './engine-pool.ts';
import type {Engine} from './engine.ts';
import {type OnnxEngineOptions, startOnnxEngine} from './onnx/onnx-engine.ts';

export type StartEnginesOptions = Omit<OnnxEngineOptions, 'device'> & {
	/** Each gets an engine of its own. @default ['auto'] */
	readonly devices?: readonly [DeviceChoice, ...DeviceChoice[]];
};

/**
Start an engine for a model on each device, and join them into one. If one does not start, none stays.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startOnnxEngine()`.
*/
export async function startEngines({
	devices = ['auto'],
	threads = Math.max(1, Math.floor((availableParallelism() - 1) / devices.length)),
	...options
}: StartEnginesOptions): Promise<Engine> {
	const starts = await Promise.allSettled(
		devices.map(async device => startOnnxEngine({...options, threads, device})),
	);
	const engines = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []));
	const failure = starts.find(({status}) => status === 'rejected');
	if (failure?.status === 'rejected') {
		await Promise.all(engines.map(async ({close}) => close()));
		throw failure.reason as Error;
	}

	return joinEngines(engines as [Engine, ...Engine[]]);
}
