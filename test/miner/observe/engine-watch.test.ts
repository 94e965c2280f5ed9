import {setImmediate as turn} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import type {Engine, Part} from '../../../src/gpu/engine.ts';
import {EngineFailedError, ServerFailedError} from '../../../src/gpu/errors.ts';
import {watchEngine} from '../../../src/miner/observe/engine-watch.ts';
import {createStore} from '../../../src/support/store.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const row: Part = {kind: 'row', output: Float32Array.of(2), batch: 1};

function start({provider = 'cpu'}: {readonly provider?: 'cpu' | 'cuda'} = {}) {
	let bytes = 0;
	const run = vi.fn<Engine['run']>(async function* () {
		yield row;
	});
	const problem = createStore<string | undefined>(undefined);
	const engine: Engine = {
		info: () => ({
			name: 'test',
			provider,
			device: 'AMD EPYC',
			model: 'scale',
			capabilities: ['tensor'],
			capacity: 1,
			waiting: 0,
			notes: [],
		}),
		async memoryBytes() {
			bytes += 100;
			return bytes;
		},
		run,
		restarts: () => 0,
		problem,
		async close() {
			// Nothing is open.
		},
	};
	const outages = {answered: vi.fn<() => void>(), gaveUp: vi.fn<(reason: string) => void>()};
	const clock = createFakeClock();
	return {run, problem, outages, clock, watch: watchEngine(engine, {outages, clock})};
}

const work = {kind: 'tensor', input: Float32Array.of(1)} as const;

test('an answer is reported, and passed on as it is', async () => {
	const {run, outages, watch} = start();

	expect(await Array.fromAsync(watch.run(work, {deadline: 9}))).toEqual([row]);
	expect(run).toHaveBeenCalledWith(work, {deadline: 9});
	expect(outages.answered).toHaveBeenCalledTimes(1);
	expect(outages.gaveUp).not.toHaveBeenCalled();
});

test('an engine that gave up is reported with its reason; work that failed by itself is not', async () => {
	const {run, outages, watch} = start();
	const refuse = async (cause: Error) => {
		const refused: Part = {kind: 'refused', reason: 'engine-failed', cause};
		run.mockImplementationOnce(async function* () {
			yield refused;
		});
		expect(await Array.fromAsync(watch.run(work))).toEqual([refused]);
	};

	await refuse(new EngineFailedError(1, 'was killed'));
	expect(outages.gaveUp).toHaveBeenCalledExactlyOnceWith('The engine was killed');

	await refuse(new Error('too late'));
	expect(outages.gaveUp).toHaveBeenCalledTimes(1);
	expect(outages.answered).not.toHaveBeenCalled();
});

test.each([
	['cpu', 1000],
	['cuda', 30_000],
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

test('a server that fails is an outage only while none can answer', async () => {
	const {run, problem, outages, watch} = start();
	const cause = new ServerFailedError('http://gpu1:8000/v1', 'refuses connections');
	run.mockImplementation(async function* () {
		yield {kind: 'refused', reason: 'deadline', cause};
	});
	await Array.fromAsync(watch.run(work));
	expect(outages.gaveUp).not.toHaveBeenCalled();

	problem.set('`http://gpu1:8000/v1` refuses connections');
	await Array.fromAsync(watch.run(work));
	expect(outages.gaveUp).toHaveBeenCalledExactlyOnceWith(cause.message);
});
