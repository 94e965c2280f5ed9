import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {createEngine, type EngineOptions} from '../../src/gpu/create-engine.ts';
import type {Engine} from '../../src/gpu/engine.ts';
import {EngineFailedError, RowFailedError} from '../../src/gpu/errors.ts';
import {engineCommand, fragileEngineCommand} from '../helpers/engine-command.ts';
import {encodeGreedyModel, encodeScaleModel, encodeSlowModel} from '../helpers/onnx-model.ts';

let directory: string;
const engines: Engine[] = [];

beforeAll(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-engine-'));
});

afterEach(async () => {
	await Promise.all(engines.splice(0).map(async engine => engine.close()));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

async function start(model: Uint8Array, options: Partial<EngineOptions> = {}) {
	const file = path.join(directory, 'model.onnx');
	await writeFile(file, model);
	const engine = await createEngine({
		model: file,
		command: engineCommand,
		device: 'cpu',
		threads: 1,
		...options,
	});
	engines.push(engine);
	return engine;
}

/** Rows that are full of their own number. */
function numbered(count: number, width: number, batch = 0) {
	const first = batch * count;
	return Array.from({length: count}, (_, index) => new Float32Array(width).fill(first + index));
}

test('killing the engine again and again under load loses nothing', async () => {
	const deaths: string[] = [];
	const engine = await start(encodeSlowModel({layers: 60}), {
		onDeath(lastWords) {
			deaths.push(lastWords);
		},
	});
	const answers = Array.from({length: 40}, async (_, batch) => {
		const rows = numbered(8, 256, batch);
		return engine.run(rows);
	});

	let answered = 0;
	for (const [batch, answer] of answers.entries()) {
		const rows = await answer;
		expect(rows).toEqual(numbered(8, 256, batch));
		answered += rows.length;
		if (batch === 5 || batch === 20) {
			process.kill(engine.info().pid, 'SIGKILL');
		}
	}

	expect(answered).toBe(320);
	await vi.waitUntil(() => engine.restarts() === 2);
	expect(deaths).toEqual(['signal `SIGKILL`', 'signal `SIGKILL`']);
});

test.runIf(process.platform === 'linux')(
	'a batch that does not fit into memory is asked again in smaller ones',
	async () => {
		// Each row takes 32 MB while it is computed; the limit leaves room for three.
		const model = encodeGreedyModel({copies: 8 * 1024 * 1024});
		const probe = await start(model);
		const status = await readFile(`/proc/${probe.info().pid}/status`, 'utf8');
		const size = Number(/VmSize:\s+(?<kilobytes>\d+)/v.exec(status)!.groups!.kilobytes);
		await probe.close();
		const limited = `ulimit -v ${size + 120_000}; exec "$@"`;
		const engine = await start(model, {command: ['sh', '-c', limited, 'sh', ...engineCommand]});

		const answers = await engine.run(numbered(8, 1));
		expect(answers.map(([number]) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(engine.restarts()).toBe(0);
	},
);

test('a row that kills the process is found, and fails alone', async () => {
	const engine = await start(encodeScaleModel({width: 1}), {command: fragileEngineCommand});
	const rows = [1, 2, NaN, 4].map(number => Float32Array.of(number));

	const error: unknown = await engine.run(rows).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(RowFailedError);
	expect(error).toMatchObject({row: 2});
	expect(await engine.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
});

const deadly = Float32Array.of(NaN);

test('an engine that dies again and again gives up, says so, and tries anew after a while', async () => {
	const engine = await start(encodeScaleModel({width: 1}), {
		command: fragileEngineCommand,
		maxDeaths: 3,
		coolDown: 300,
	});

	const error: unknown = await engine.run([deadly, deadly]).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(EngineFailedError);
	expect(error).toMatchObject({code: 'engine-failed', exitCode: 1, deaths: 3});
	await expect(engine.run([Float32Array.of(1)])).rejects.toBe(error);
	await expect
		.poll(async () => engine.run([Float32Array.of(21)]).catch(() => undefined), {timeout: 10_000})
		.toEqual([Float32Array.of(42)]);
});

test('a process that hangs is killed and what it was asked is asked again', async () => {
	const engine = await start(encodeScaleModel({width: 1}), {
		command: fragileEngineCommand,
		passTimeout: 200,
	});

	await expect(engine.run([Float32Array.of(Infinity)])).rejects.toBeInstanceOf(RowFailedError);
	expect(await engine.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
	expect(engine.restarts()).toBe(2);
});
