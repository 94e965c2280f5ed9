import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {DeviceUnavailableError} from '../../src/gpu/errors.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';
import {childrenOf} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

async function writeModel() {
	const model = path.join(await makeTemporaryFolder('engines'), 'scale.onnx');
	await writeFile(model, encodeScaleModel());
	return model;
}

test('each device gets an engine of its own, and all of them answer', async () => {
	const engine = await startEngines({
		model: await writeModel(),
		command: engineCommand,
		devices: ['cpu', 'cpu'],
		maxBatch: 8,
	});
	onTestFinished(engine.close);
	const input = Float32Array.of(1, 2, 3);
	const answers = await Promise.all(
		Array.from({length: 40}, async () => Array.fromAsync(engine.run({kind: 'tensor', input}))),
	);

	expect(engine.info()).toMatchObject({capacity: 16, device: expect.stringMatching(/^2 × /v)});
	expect(new Set(answers.map(([part]) => part?.kind))).toEqual(new Set(['row']));
});

test('if one does not start, none stays', async () => {
	const before = await childrenOf(process.pid);
	const starting = startEngines({
		model: await writeModel(),
		command: engineCommand,
		devices: ['cpu', 'cuda:31'],
	});

	await expect(starting).rejects.toBeInstanceOf(DeviceUnavailableError);
	expect(await childrenOf(process.pid)).toEqual(before);
});
