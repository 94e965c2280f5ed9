import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {expect, onTestFinished, test, vi} from 'vitest';
import {EngineFailedError, RowFailedError} from '../../../src/gpu/errors.ts';
import {onObserverFault} from '../../../src/support/observer.ts';
import {engineCommand, fragileEngineCommand} from '../../helpers/miner/engine-command.ts';
import {
	encodeGreedyModel,
	encodeScaleModel,
	encodeSlowModel,
} from '../../helpers/miner/onnx-model.ts';
import {startTestRunner} from '../../helpers/miner/start-test-runner.ts';
import {until} from '../../helpers/until.ts';

/** Rows that are full of their own number. */
function numbered(count: number, width: number, batch = 0) {
	const first = batch * count;
	return Array.from({length: count}, (_, index) => new Float32Array(width).fill(first + index));
}

test('killing the engine again and again under load loses nothing', async () => {
	const deaths: string[] = [];
	const runner = await startTestRunner(encodeSlowModel({layers: 60}), {
		onDeath(end) {
			deaths.push(end);
		},
	});
	for (const round of [0, 1]) {
		const batches = Array.from({length: 20}, (_, index) => numbered(8, 256, round * 20 + index));
		const answers = batches.map(async rows => runner.run(rows));
		await answers[5];
		process.kill(runner.info().pid, 'SIGKILL');

		expect(await Promise.all(answers)).toEqual(batches);
		await until(() => runner.restarts() === round + 1);
	}

	expect(deaths).toEqual(['was killed by signal `SIGKILL`', 'was killed by signal `SIGKILL`']);
});

test.runIf(process.platform === 'linux')(
	'a batch that does not fit into memory is asked again in smaller ones',
	async () => {
		// Each row takes 128 MiB while it is computed; the limit leaves room for three, and what Node.js may need besides.
		const model = encodeGreedyModel({copies: 32 * 1024 * 1024});
		// Else each thread of the allocator reserves address space of its own, at a time of its own.
		const frugal = 'export MALLOC_ARENA_MAX=1';
		const probe = await startTestRunner(model, {
			command: ['sh', '-c', `${frugal}; exec "$@"`, 'sh', ...engineCommand],
		});
		const status = await readFile(`/proc/${probe.info().pid}/status`, 'utf8');
		const size = Number(/VmSize:\s+(?<kilobytes>\d+)/v.exec(status)!.groups!.kilobytes);
		await probe.close();
		const limited = `${frugal}; ulimit -v ${size + 480_000}; exec "$@"`;
		const deaths: string[] = [];
		const runner = await startTestRunner(model, {
			command: ['sh', '-c', limited, 'sh', ...engineCommand],
			onDeath(end) {
				deaths.push(end);
			},
		});

		const answers = await runner.run(numbered(8, 1));
		expect(answers.map(([number]) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(deaths).toEqual([]);
	},
);

test('a row that kills the process is found, and fails alone', async () => {
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {
		command: fragileEngineCommand,
	});
	const rows = [1, 2, NaN, 4].map(number => Float32Array.of(number));

	const error: unknown = await runner.run(rows).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(RowFailedError);
	expect(error).toMatchObject({row: 2});
	expect(await runner.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
});

const deadly = Float32Array.of(NaN);

test('an engine that dies again and again gives up, says so, and tries anew after a while', async () => {
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {
		command: fragileEngineCommand,
		maxDeaths: 3,
		coolDown: 300,
	});

	const error: unknown = await runner.run([deadly, deadly]).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(EngineFailedError);
	expect(error).toMatchObject({code: 'engine-failed', exitCode: 1, deaths: 3});
	await expect(runner.run([Float32Array.of(1)])).rejects.toBe(error);
	await expect
		.poll(async () => runner.run([Float32Array.of(21)]).catch(() => undefined))
		.toEqual([Float32Array.of(42)]);
});

test('a process that hangs is killed and what it was asked is asked again', async () => {
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {
		command: fragileEngineCommand,
		passTimeout: 200,
	});

	await expect(runner.run([Float32Array.of(Infinity)])).rejects.toBeInstanceOf(RowFailedError);
	expect(await runner.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
	expect(runner.restarts()).toBe(2);
});

test('a process that dies now and then, with answers between, is replaced each time', async () => {
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {maxDeaths: 2});
	for (let death = 1; death <= 3; death++) {
		const {pid} = runner.info();
		process.kill(pid, 'SIGKILL');
		await until(() => runner.info().pid !== pid);
		expect(await runner.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
		expect(runner.restarts()).toBe(death);
	}
});

test('an observer that throws keeps no engine from being replaced', async () => {
	const fault = new Error('no space left on device');
	const onFault = vi.fn();
	onTestFinished(onObserverFault(onFault));
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {
		onDeath() {
			throw fault;
		},
	});
	process.kill(runner.info().pid, 'SIGKILL');
	await until(() => runner.restarts() === 1);

	expect(await runner.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
	expect(onFault.mock.calls).toEqual([[fault]]);
});

test('an engine that cannot be started again for a while counts as dead, and is then replaced', async () => {
	const deaths: string[] = [];
	const command = [...engineCommand];
	const runner = await startTestRunner(encodeScaleModel({width: 1}), {
		command,
		onDeath(end) {
			deaths.push(end);
		},
	});
	// The system takes no command line of this length.
	command.push('x'.repeat(4_000_000));
	process.kill(runner.info().pid, 'SIGKILL');
	await until(() => deaths.length === 2);
	expect(deaths[1]).toMatch(/^could not be started: /v);
	expect(runner.problem.getSnapshot()).toMatch(/could not be started: .*; restarting it$/v);
	command.pop();

	expect(await runner.run([Float32Array.of(21)])).toEqual([Float32Array.of(42)]);
	expect(runner.problem.getSnapshot()).toBeUndefined();
});
