import {setImmediate as turn} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import type {Engine} from '../../../src/gpu/engine.ts';
import {EngineFailedError} from '../../../src/gpu/errors.ts';
import {watchEngine} from '../../../src/miner/observe/engine-watch.ts';
import {createStore} from '../../../src/support/store.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

function start({provider = 'cpu'}: {readonly provider?: 'cpu' | 'cuda'} = {}) {
	let bytes = 0;
	const run = vi.fn<Engine['run']>(async rows => [...rows]);
	const engine: Engine = {
		info: () => ({
			pid: 1,
			engine: 'test',
			provider,
			device: 'AMD EPYC',
			inputDims: [1],
			outputDims: [1],
			notes: [],
		}),
		async memoryBytes() {
			bytes += 100;
			return bytes;
		},
		run,
		restarts: () => 0,
		problem: createStore<string | undefined>(undefined),
		async close() {
			// Nothing is open.
		},
	};
	const outages = {answered: vi.fn<() => void>(), gaveUp: vi.fn<(reason: string) => void>()};
	const clock = createFakeClock();
	return {run, outages, clock, watch: watchEngine(engine, {outages, clock})};
}

const rows = [Float32Array.of(1)];

test('an answer is told, and goes on as it is', async () => {
	const {run, outages, watch} = start();

	expect(await watch.run(rows, {deadline: 9})).toEqual(rows);
	expect(run).toHaveBeenCalledWith(rows, {deadline: 9});
	expect(outages.answered).toHaveBeenCalledTimes(1);
	expect(outages.gaveUp).not.toHaveBeenCalled();
});

test('an engine that gave up is told of with its reason; a query that failed by itself is not', async () => {
	const {run, outages, watch} = start();
	run.mockRejectedValueOnce(new EngineFailedError(1, 'was killed'));
	await expect(watch.run(rows, {deadline: 9})).rejects.toThrow('The engine was killed');
	expect(outages.gaveUp).toHaveBeenCalledExactlyOnceWith('The engine was killed');

	run.mockRejectedValueOnce(new Error('too late'));
	await expect(watch.run(rows, {deadline: 9})).rejects.toThrow('too late');
	expect(outages.gaveUp).toHaveBeenCalledTimes(1);
	expect(outages.answered).not.toHaveBeenCalled();
});

test.each([
	['cpu', 1000],
	['cuda', 5000],
] as const)('memory on %s is read every %i ms until it is closed', async (provider, interval) => {
	const {clock, watch} = start({provider});
	expect(watch.memory.getSnapshot()).toBe(0);
	await turn();
	expect(watch.memory.getSnapshot()).toBe(100);
	clock.advance(interval - 1);
	await turn();
	expect(watch.memory.getSnapshot()).toBe(100);
	clock.advance(1);
	await turn();
	expect(watch.memory.getSnapshot()).toBe(200);

	watch.close();
	clock.advance(interval);
	await turn();
	expect(watch.memory.getSnapshot()).toBe(200);
});
