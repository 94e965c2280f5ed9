import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {createEngine, type EngineOptions} from '../../../src/gpu/onnx/create-engine.ts';
import type {Engine} from '../../../src/gpu/engine.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';
import {engineCommand} from './engine-command.ts';

/** Start a real engine on the CPU with a model of the test's own; it is closed when the test is over. */
export async function startEngine(
	model: Uint8Array,
	options: Partial<EngineOptions> = {},
): Promise<Engine> {
	const file = path.join(await makeTemporaryFolder('engine'), 'model.onnx');
	await writeFile(file, model);
	const engine = await createEngine({
		model: file,
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		...options,
	});
	onTestFinished(engine.close);
	return engine;
}
