import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {startRunner, type Runner, type RunnerOptions} from '../../../src/gpu/onnx/runner.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';
import {engineCommand} from './engine-command.ts';

/** Start a real engine process on the CPU with a model of the test's own; it is closed when the test is over. */
export async function startTestRunner(
	model: Uint8Array,
	options: Partial<RunnerOptions> = {},
): Promise<Runner> {
	const file = path.join(await makeTemporaryFolder('engine'), 'model.onnx');
	await writeFile(file, model);
	const runner = await startRunner({
		model: file,
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		...options,
	});
	onTestFinished(runner.close);
	return runner;
}
