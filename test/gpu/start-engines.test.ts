import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {BadModelError, DeviceUnavailableError} from '../../src/gpu/errors.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {fixtureFolder} from '../helpers/language/load-fixture.ts';
import {makeText} from '../helpers/language/start-test-language-engine.ts';
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

test('a folder is a language model, and has an engine of its own on each device, too', async () => {
	const engine = await startEngines({
		model: fixtureFolder('decoder'),
		command: engineCommand,
		devices: ['cpu', 'cpu'],
		maxBatch: 4,
	});
	onTestFinished(engine.close);
	const work = {prompt: 'the man', seed: 7};
	const [one, ...others] = await Promise.all([1, 2, 3].map(async () => makeText(engine, work)));

	expect(engine.info()).toMatchObject({capabilities: ['generate'], capacity: 8});
	expect(one!.end?.kind).toBe('text-end');
	expect(others).toEqual([one, one]);
});

test('a language model is no model for a task of rows', async () => {
	const starting = startEngines({
		model: fixtureFolder('decoder'),
		command: engineCommand,
		devices: ['cpu'],
		inputDims: [3],
	});

	await expect(starting).rejects.toBeInstanceOf(BadModelError);
});

test('a file that ends in `.gguf` is one for llama.cpp', async () => {
	const starting = startEngines({
		model: '/nonexistent/model.gguf',
		command: engineCommand,
		devices: ['cpu'],
	});

	await expect(starting).rejects.toMatchObject({code: 'bad-model'});
});
