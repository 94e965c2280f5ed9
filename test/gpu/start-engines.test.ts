import {cp, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import type {RowShape, Work, WorkEngine} from '../../src/gpu/engine.ts';
import {BadModelError, DeviceUnavailableError} from '../../src/gpu/errors.ts';
import {loadLocalModel} from '../../src/gpu/local-model.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {fixtureFolder} from '../helpers/language/load-fixture.ts';
import {makeText} from '../helpers/language/start-test-language-engine.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';
import {childrenOf} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

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

const doubling = {kind: 'tensor', inputDims: [3], outputDims: [3]} as const;
const others = [
	{kind: 'tensor', inputDims: [4], outputDims: [3]},
	{kind: 'tensor', inputDims: [3], outputDims: [2]},
	{kind: 'embed'},
] as const;

test('a model that can do none of what is needed is refused, and does not stay', async () => {
	const before = await childrenOf(process.pid);
	const options = {command: engineCommand, devices: ['cpu']} as const;
	const rows = startEngines({...options, model: await writeModel(), needs: others});
	const language = startEngines({...options, model: fixtureFolder('decoder'), needs: [doubling]});

	await expect(rows).rejects.toThrow(/`3` into `3`.*`4` into `3`/v);
	await expect(rows).rejects.toBeInstanceOf(BadModelError);
	await expect(language).rejects.toBeInstanceOf(BadModelError);
	expect(await childrenOf(process.pid)).toEqual(before);
});

test('one that can do some of it answers that, and refuses the rest', async () => {
	const engine = await startEngines({
		model: await writeModel(),
		command: engineCommand,
		devices: ['cpu'],
		needs: [...others, doubling],
	});
	onTestFinished(engine.close);
	const ask = async (shape: RowShape) =>
		Array.fromAsync(engine.run({kind: 'tensor', input: Float32Array.of(1, 2, 3), shape}));

	expect(engine.info().shapes).toEqual([{inputDims: [3], outputDims: [3]}]);
	expect(await ask(doubling)).toMatchObject([{kind: 'row'}]);
	expect(await ask(others[0])).toEqual([{kind: 'refused', reason: 'unsupported'}]);
});

async function writeParts() {
	const folder = await makeTemporaryFolder('parts');
	await writeFile(path.join(folder, 'a-few.onnx'), encodeScaleModel());
	await writeFile(path.join(folder, 'many.onnx'), encodeScaleModel({width: 5}));
	await cp(fixtureFolder('encoder'), path.join(folder, 'meaning'), {recursive: true});
	return folder;
}

const ask = async (engine: WorkEngine) => {
	const of = async (work: Work) => Array.fromAsync(engine.run(work));
	return {
		few: await of({kind: 'tensor', input: Float32Array.of(1, 2, 3), shape: doubling}),
		many: await of({
			kind: 'tensor',
			input: Float32Array.of(1, 2, 3, 4, 5),
			shape: {inputDims: [5], outputDims: [5]},
		}),
		meaning: await of({kind: 'embed', text: 'the man'}),
		text: await of({kind: 'generate', prompt: 'the man', maxTokens: 2}),
	};
};

const answers = {
	few: [{kind: 'row', output: expect.objectContaining({length: 3})}],
	many: [{kind: 'row', output: expect.objectContaining({length: 5})}],
	meaning: [{kind: 'vector'}],
	text: [{kind: 'refused', reason: 'unsupported'}],
};

test('of a model in parts, each does what it can', async () => {
	const folder = await writeParts();
	const engine = await startEngines({
		model: folder,
		command: engineCommand,
		devices: ['cpu', 'cpu'],
		needs: [doubling],
	});
	onTestFinished(engine.close);

	expect(await ask(engine)).toMatchObject(answers);
	expect(engine.info()).toMatchObject({
		model: path.basename(folder),
		capabilities: ['tensor', 'embed'],
		shapes: expect.arrayContaining([{inputDims: [3], outputDims: [3]}]),
	});
	expect(engine.info().processes).toHaveLength(6);
});

test('a problem of a part is told with its name', async () => {
	const engine = await startEngines({
		model: await writeParts(),
		command: engineCommand,
		devices: ['cpu', 'cpu'],
	});
	onTestFinished(engine.close);
	const problems: Array<string | undefined> = [];
	engine.problem.subscribe(() => {
		problems.push(engine.problem.getSnapshot());
	});
	const [, many] = engine.info().processes!;
	process.kill(many!.pid, 'SIGKILL');
	await until(() => problems.length > 0);

	expect(problems[0]).toMatch(/^Engine 1 of 2: Part `many`: /v);
});

test('so it does in this process', async () => {
	const engine = await loadLocalModel(await writeParts());
	onTestFinished(engine.close);

	expect(await ask(engine)).toMatchObject(answers);
});

test('a model in parts of which one is none is refused whole', async () => {
	const before = await childrenOf(process.pid);
	const model = await writeParts();
	await writeFile(path.join(model, 'another.onnx'), 'no model');

	await expect(
		startEngines({model, command: engineCommand, devices: ['cpu']}),
	).rejects.toBeInstanceOf(BadModelError);
	await expect(loadLocalModel(model)).rejects.toBeInstanceOf(BadModelError);
	expect(await childrenOf(process.pid)).toEqual(before);
});

test('a file that ends in `.gguf` is one for llama.cpp', async () => {
	const starting = startEngines({
		model: '/nonexistent/model.gguf',
		command: engineCommand,
		devices: ['cpu'],
	});

	await expect(starting).rejects.toMatchObject({code: 'bad-model'});
});
