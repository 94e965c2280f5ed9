import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {startRunner, type Runner, type RunnerOptions} from '../../../src/gpu/onnx/runner.ts';
import {
	BadModelError,
	DeviceUnavailableError,
	EngineClosedError,
	EngineDeadlineError,
	EngineFailedError,
	RuntimeMissingError,
} from '../../../src/gpu/errors.ts';
import {isAlive} from '../../../src/support/processes/process.ts';
import {engineCommand} from '../../helpers/miner/engine-command.ts';
import {
	encodeOnnxModel,
	encodeScaleModel,
	encodeSlowModel,
} from '../../helpers/miner/onnx-model.ts';

let directory: string;
const runners: Runner[] = [];

beforeAll(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-engine-'));
});

afterEach(async () => {
	await Promise.all(runners.splice(0).map(async runner => runner.close()));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

async function write(name: string, bytes: Uint8Array | string) {
	const file = path.join(directory, name);
	await writeFile(file, bytes);
	return file;
}

async function start(model: string, options: Partial<RunnerOptions> = {}) {
	const runner = await startRunner({
		model,
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		...options,
	});
	runners.push(runner);
	return runner;
}

test('an engine answers rows in their order and says what it is', async () => {
	const runner = await start(await write('scale.onnx', encodeScaleModel()), {device: 'auto'});

	expect(await runner.run([Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)])).toEqual([
		Float32Array.of(2, 4, 6),
		Float32Array.of(8, 10, 12),
	]);
	const info = runner.info();
	expect(info).toMatchObject({inputDims: [3], outputDims: [3]});
	expect(info.runtime).toMatch(/^onnxruntime \d+\.\d+\.\d+ \(\w+\)$/v);
	expect(info.device).not.toBe('');
	expect(isAlive(info.pid)).toBe(true);
	expect(info.pid).not.toBe(process.pid);
	expect(await runner.memoryBytes()).toBeGreaterThan(20_000_000);
});

test('the process of a closed engine is gone, and closing twice is fine', async () => {
	const runner = await start(await write('scale.onnx', encodeScaleModel()));
	const {pid} = runner.info();
	await runner.close();
	await runner.close();

	expect(isAlive(pid)).toBe(false);
	await expect(runner.run([Float32Array.of(1, 2, 3)])).rejects.toBeInstanceOf(EngineClosedError);
});

test('what is being computed when the engine is closed is rejected', async () => {
	const runner = await start(await write('slow.onnx', encodeSlowModel({layers: 400})));
	const answer = runner.run(Array.from({length: 64}, () => new Float32Array(256)));
	const rejection = expect(answer).rejects.toBeInstanceOf(EngineClosedError);
	await runner.close();
	await rejection;
});

test('a model whose batch dimension is fixed at one gets its rows one by one', async () => {
	const runner = await start(await write('fixed.onnx', encodeScaleModel({width: 2, batch: 1})));

	expect(await runner.run([Float32Array.of(1, 2), Float32Array.of(3, 4)])).toEqual([
		Float32Array.of(2, 4),
		Float32Array.of(6, 8),
	]);
});

test('a deadline that never comes is none', async () => {
	const runner = await start(await write('scale.onnx', encodeScaleModel()));
	const rows = [Float32Array.of(1, 2, 3)];

	expect(await runner.run(rows, {deadline: Infinity})).toEqual([Float32Array.of(2, 4, 6)]);
	expect(await runner.run(rows, {deadline: Number.MAX_SAFE_INTEGER})).toHaveLength(1);
});

test('a row of the wrong length is refused at once', async () => {
	const runner = await start(await write('scale.onnx', encodeScaleModel()));
	await expect(runner.run([Float32Array.of(1, 2)])).rejects.toBeInstanceOf(RangeError);
});

const value = (name: string, dims: ReadonlyArray<number | string>, type?: 'int64') => ({
	name,
	dims,
	type,
});
const badModels: ReadonlyArray<readonly [string, Uint8Array | string]> = [
	['that is no ONNX', 'This is a letter, not a model.'],
	['that is empty', ''],
	[
		'with a second input',
		encodeOnnxModel({
			inputs: [value('x', ['n', 2]), value('z', ['n', 2])],
			outputs: [value('y', ['n', 2])],
			nodes: [{op: 'Add', inputs: ['x', 'z'], outputs: ['y']}],
		}),
	],
	[
		'of whole numbers',
		encodeOnnxModel({
			inputs: [value('x', ['n', 2], 'int64')],
			outputs: [value('y', ['n', 2], 'int64')],
			nodes: [{op: 'Identity', inputs: ['x'], outputs: ['y']}],
		}),
	],
	[
		'with a second free dimension',
		encodeOnnxModel({
			inputs: [value('x', ['n', 'length'])],
			outputs: [value('y', ['n', 'length'])],
			nodes: [{op: 'Identity', inputs: ['x'], outputs: ['y']}],
		}),
	],
	['with a fixed batch of four', encodeScaleModel({batch: 4})],
	[
		'that asks for an operator nobody knows',
		encodeOnnxModel({
			inputs: [value('x', ['n', 2])],
			outputs: [value('y', ['n', 2])],
			nodes: [{op: 'Divine', inputs: ['x'], outputs: ['y']}],
		}),
	],
];

test.each(badModels)('a model %s is a bad model', async (name, bytes) => {
	const error: unknown = await start(await write(`${name}.onnx`, bytes)).catch(
		(error: unknown) => error,
	);
	expect(error).toBeInstanceOf(BadModelError);
	expect(error).toMatchObject({code: 'bad-model', exitCode: 1});
});

test('a model that is not there is a bad model', async () => {
	await expect(start(path.join(directory, 'none.onnx'))).rejects.toBeInstanceOf(BadModelError);
});

test('a device that was asked for and cannot be had is an error that says why', async () => {
	const model = await write('scale.onnx', encodeScaleModel());
	const outcome: unknown = await start(model, {device: 'cuda'}).catch((error: unknown) => error);
	// On a rig with CUDA it can be had.
	if (outcome instanceof Error) {
		expect(outcome).toBeInstanceOf(DeviceUnavailableError);
		expect(outcome.message).toMatch(/cuda.*: .+/v);
	} else {
		expect((outcome as Runner).info().runtime).toContain('(cuda)');
	}
});

test('a library that is not installed is an error that says how to install it', async () => {
	const hook = `import {registerHooks} from 'node:module';
		registerHooks({resolve(name, context, next) {
			if (name === 'onnxruntime-node') throw new Error('Cannot find package');
			return next(name, context);
		}});`;
	const [program, ...words] = engineCommand;
	const command = [
		program!,
		'--import',
		`data:text/javascript,${encodeURIComponent(hook)}`,
		...words,
	];
	const model = await write('scale.onnx', encodeScaleModel());
	const error: unknown = await start(model, {command}).catch((error: unknown) => error);

	expect(error).toBeInstanceOf(RuntimeMissingError);
	expect(error).toMatchObject({code: 'bad-model', exitCode: 1});
	expect((error as RuntimeMissingError).fix).toContain('npm install onnxruntime-node');
});

test('a command that starts nothing is an engine that failed', async () => {
	const model = await write('scale.onnx', encodeScaleModel());
	await expect(start(model, {command: ['/no/such/program']})).rejects.toBeInstanceOf(
		EngineFailedError,
	);
	await expect(
		start(model, {command: [process.execPath, '-e', 'process.exit(7)']}),
	).rejects.toThrow(/exit code `7`/v);
});

test('a start that takes too long, or is called off, leaves no process', async () => {
	const model = await write('scale.onnx', encodeScaleModel());
	const silent = [process.execPath, '-e', 'process.on("message", () => {})'];

	await expect(start(model, {command: silent, startTimeout: 100})).rejects.toThrow(
		'did not load its model within 0.1 s',
	);
	const reason = new Error('The operator changed his mind');
	await expect(start(model, {command: silent, signal: AbortSignal.abort(reason)})).rejects.toBe(
		reason,
	);
});

test('an answer that does not come before its deadline is rejected', async () => {
	const runner = await start(await write('slow.onnx', encodeSlowModel({layers: 400})));
	const rows = Array.from({length: 64}, () => new Float32Array(256));

	await expect(runner.run(rows, {deadline: Date.now() + 1})).rejects.toBeInstanceOf(
		EngineDeadlineError,
	);
});

test('a process that answers something else than it should is an engine that failed', async () => {
	const model = await write('scale.onnx', encodeScaleModel());
	const saying = (answer: unknown) => [
		process.execPath,
		'-e',
		`process.on('message', () => process.send(${JSON.stringify(answer)}))`,
	];

	await expect(start(model, {command: saying({type: 'loaded'})})).rejects.toThrow(
		'The engine sent an invalid answer',
	);
	await expect(start(model, {command: saying({type: 'memory', bytes: 1})})).rejects.toThrow(
		'The engine sent an answer that was not requested',
	);
});
