import {fork} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {loadEngine} from '../../../src/gpu/process/load-engine.ts';
import {endWithParent} from '../../../src/gpu/process/spawn-engine.ts';
import {isAlive} from '../../../src/support/processes/process.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {startTestRunner} from '../../helpers/miner/start-test-runner.ts';
import {cpuTimeOf, isGone} from '../../helpers/processes.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

const rows = [Float32Array.of(1, 2, 3)];
const doubled = [Float32Array.of(2, 4, 6)];

test('a stopped engine is killed and replaced, and what it was asked is asked again', async () => {
	const ends: string[] = [];
	const runner = await startTestRunner(encodeScaleModel(), {
		onDeath(end) {
			ends.push(end);
		},
	});
	expect(await runner.run(rows)).toEqual(doubled);
	const {pid} = runner.info();
	process.kill(pid, 'SIGSTOP');

	expect(await runner.run(rows)).toEqual(doubled);
	expect(ends).toEqual(['gave no sign of life for 4 s']);
	expect(runner.restarts()).toBe(1);
	expect(isAlive(pid)).toBe(false);
});

test('one that has nothing to do is found out too, and says so until it is replaced', async () => {
	const runner = await startTestRunner(encodeScaleModel());
	const problems: Array<string | undefined> = [];
	runner.problem.subscribe(() => {
		problems.push(runner.problem.getSnapshot());
	});
	process.kill(runner.info().pid, 'SIGSTOP');
	await until(() => runner.restarts() === 1 && problems.length === 2);

	expect(problems).toEqual(['The engine gave no sign of life for 4 s; restarting it', undefined]);
	expect(await runner.run(rows)).toEqual(doubled);
});

test('an engine that is stopped before its model is loaded is killed, too', async () => {
	const clock = createFakeClock();
	const folder = await makeTemporaryFolder('engine');
	const file = path.join(folder, 'pid');
	const starting = loadEngine({
		command: ['sh', '-c', `echo $$ > ${file}.new; mv ${file}.new ${file}; kill -STOP $$`],
		load: {
			type: 'load',
			format: 'tensor',
			model: path.join(folder, 'model.onnx'),
			device: 'cpu',
			threads: 1,
		},
		startTimeout: 120_000,
		clock,
	});
	const end = starting.catch((error: unknown) => error);
	await until(() => existsSync(file));
	const pid = Number(await readFile(file, 'utf8'));
	clock.advance(21_000);

	expect(await end).toMatchObject({
		name: 'EngineFailedError',
		end: 'gave no sign of life for 20 s',
	});
	expect(isAlive(pid)).toBe(false);
});

test('a stopped engine is gone once it was closed, whatever it was asked', async () => {
	const runner = await startTestRunner(encodeScaleModel());
	const {pid} = runner.info();
	process.kill(pid, 'SIGSTOP');
	const answer = runner.run(rows).catch((error: unknown) => (error as Error).name);
	const memory = runner.memoryBytes();
	await runner.close();

	expect(isAlive(pid)).toBe(false);
	expect(await answer).toBe('EngineClosedError');
	await memory;
	expect(runner.restarts()).toBe(0);
});

test.runIf(process.platform === 'linux')(
	'a computing engine ends when its parent is killed, however long its pass would take',
	async () => {
		const model = path.join(await makeTemporaryFolder('engine'), 'model.onnx');
		await writeFile(model, encodeScaleModel({width: 1}));
		for (let round = 0; round < 5; round++) {
			const parent = fork(
				new URL('../../helpers/miner/engine-parent.ts', import.meta.url),
				[model],
				{
					// It finds no program that has the kernel end the runner, so the lifeline must.
					env: {PATH: '/nonexistent'},
				},
			);
			const [pid] = (await once(parent, 'message')) as [number];
			const before = await cpuTimeOf(pid);
			await until(async () => (await cpuTimeOf(pid)) > before + 20);
			parent.kill('SIGKILL');
			await until(async () => isGone(pid));
		}
	},
);

test.runIf(endWithParent([]).length > 0)(
	'a stopped engine ends when its parent is killed',
	async () => {
		const model = path.join(await makeTemporaryFolder('engine'), 'model.onnx');
		await writeFile(model, encodeScaleModel({width: 1}));
		const parent = fork(new URL('../../helpers/miner/engine-parent.ts', import.meta.url), [model]);
		const [pid] = (await once(parent, 'message')) as [number];
		onTestFinished(() => {
			if (isAlive(pid)) {
				process.kill(pid, 'SIGKILL');
			}
		});
		process.kill(pid, 'SIGSTOP');
		parent.kill('SIGKILL');
		await until(async () => isGone(pid));
	},
);
