import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeAll, expect, onTestFinished, test} from 'vitest';
import type {Engine, WorkEngine} from '../../../src/gpu/engine.ts';
import {BadModelError} from '../../../src/gpu/errors.ts';
import {loadLocalEngine} from '../../../src/gpu/onnx/local-engine.ts';
import {startOnnxEngine} from '../../../src/gpu/onnx/onnx-engine.ts';
import {engineCommand} from '../../helpers/miner/engine-command.ts';
import {encodeScaleModel, encodeSlowModel} from '../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let scaleModel: string;

beforeAll(async () => {
	scaleModel = await write('scale.onnx', encodeScaleModel());
});

async function write(name: string, bytes: Uint8Array | string) {
	const file = path.join(await makeTemporaryFolder('onnx-engine'), name);
	await writeFile(file, bytes);
	return file;
}

async function start(model: string, maxBatch?: number): Promise<Engine> {
	const engine = await startOnnxEngine({
		model,
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		maxBatch,
	});
	onTestFinished(engine.close);
	return engine;
}

const ask = async ({run}: WorkEngine, input: Float32Array) =>
	Array.fromAsync(run({kind: 'tensor', input}));

test('an engine says what it is and can do, and answers a row with a row', async () => {
	const engine = await start(scaleModel, 16);

	expect(engine.info()).toMatchObject({
		provider: 'cpu',
		model: 'scale',
		capabilities: ['tensor'],
		capacity: 16,
		waiting: 0,
		notes: [],
	});
	expect(engine.info().name).toMatch(/^onnxruntime \d+\.\d+\.\d+ \(cpu\)$/v);
	expect(await ask(engine, Float32Array.of(1, 2, 3))).toEqual([
		{kind: 'row', output: Float32Array.of(2, 4, 6), batch: 1},
	]);
	expect(engine.restarts()).toBe(0);
	expect(engine.problem.getSnapshot()).toBeUndefined();
	expect(await engine.memoryBytes()).toBeGreaterThan(20_000_000);
});

test('rows that arrive while the device is busy share its next pass, up to the limit', async () => {
	const engine = await start(await write('slow.onnx', encodeSlowModel({layers: 40})), 2);
	const answers = Array.from({length: 9}, async () => ask(engine, new Float32Array(256)));
	// They are queued in this turn of the event loop, and none runs before the next.
	expect(engine.info().waiting).toBe(9);
	const batches = (await Promise.all(answers)).map(([part]) => part?.kind === 'row' && part.batch);

	expect(batches).toContain(2);
	expect(Math.max(...batches.map(Number))).toBe(2);
	expect(engine.info().waiting).toBe(0);
});

test('closing refuses what waits and what is computed, and what comes later', async () => {
	const engine = await start(await write('slow.onnx', encodeSlowModel({layers: 400})), 1);
	const answers = [0, 1].map(async () => ask(engine, new Float32Array(256)));
	await engine.close();
	const parts = (await Promise.all(answers)).flat();

	expect(parts.map(({kind}) => kind)).toEqual(['refused', 'refused']);
	expect(await ask(engine, new Float32Array(256))).toEqual([{kind: 'refused', reason: 'closed'}]);
});

test('a row of the wrong length is refused', async () => {
	expect(await ask(await start(scaleModel), Float32Array.of(1))).toMatchObject([
		{kind: 'refused', reason: 'engine-failed', cause: expect.any(RangeError)},
	]);
});

test('a model in this process answers rows likewise, until it is closed', async () => {
	const engine = await loadLocalEngine(scaleModel);

	expect(await ask(engine, Float32Array.of(1, 2, 3))).toEqual([
		{kind: 'row', output: Float32Array.of(2, 4, 6), batch: 1},
	]);
	await engine.close();
	expect(await ask(engine, Float32Array.of(1, 2, 3))).toEqual([
		{kind: 'refused', reason: 'closed'},
	]);
});

test('a file that is no model is not loaded into this process', async () => {
	const file = await write('letter.onnx', 'This is a letter, not a model.');
	await expect(loadLocalEngine(file)).rejects.toBeInstanceOf(BadModelError);
});
