import {setImmediate} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import type {Engine, Part} from '../../../src/gpu/engine.ts';
import {holdModel} from '../../../src/miner/models/current-model.ts';
import {serveModel} from '../../../src/miner/models/served-model.ts';
import {createStore} from '../../../src/support/store.ts';
import {systemClock} from '../../../src/support/clock.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';
import {until} from '../../helpers/until.ts';

/** A model whose engine answers each question once its gate is opened; its memory and its restarts are the factor. */
function serveGated(name: string, factor: number, provider: 'cpu' | 'remote' = 'cpu') {
	const problem = createStore<string | undefined>(undefined);
	const gate = Promise.withResolvers<void>();
	const close = vi.fn(async () => undefined);
	const engine: Engine = {
		info: () => ({
			name: 'scripted',
			provider,
			device: 'none',
			model: name,
			capabilities: ['tensor'],
			capacity: 1,
			waiting: 0,
			notes: [],
			...(provider === 'cpu' && {processes: [{pid: factor, provider}]}),
		}),
		async *run(work): AsyncIterable<Part> {
			await gate.promise;
			const {input} = work as {readonly input: Float32Array};
			yield {kind: 'row', output: input.map(number => number * factor), batch: 1};
		},
		memoryBytes: async () => (provider === 'cpu' ? factor : undefined),
		restarts: () => factor,
		problem,
		close,
	};
	const served = serveModel({
		task: doublingTask as Task,
		model: {name, path: '/none', format: 'tensor'},
		engine,
		outages: {answered: () => undefined, gaveUp: () => undefined},
		clock: systemClock,
	});
	return {served, problem, close, open: gate.resolve};
}

const question = {numbers: [1, 2, 3]};

test('queries under way are answered by the model that they were given to, which then ends', async () => {
	const [old, next] = [serveGated('old', 2), serveGated('next', 3)];
	const current = holdModel(old.served);
	const ask = async () => current.store.getSnapshot().answer(question);
	const [first, second] = [ask(), ask()];
	current.add(next.served);
	current.switchTo(next.served);
	next.open();
	expect(await ask()).toMatchObject({answer: {numbers: [3, 6, 9]}});
	expect(current.engine.info()).toMatchObject({model: 'next', processes: [{pid: 2}, {pid: 3}]});
	expect(old.close).not.toHaveBeenCalled();
	old.open();

	expect(await first).toMatchObject({answer: {numbers: [2, 4, 6]}});
	expect(await second).toMatchObject({answer: {numbers: [2, 4, 6]}});
	await until(() => current.engine.info().processes?.length === 1);
	expect(current.engine.info().processes).toEqual([{pid: 3, provider: 'cpu'}]);
	expect(old.close).toHaveBeenCalledOnce();
	await current.close();
});

test('a model that is held stays, though it answers nothing', async () => {
	const [old, next] = [serveGated('old', 2), serveGated('next', 3)];
	const current = holdModel(old.served);
	const release = old.served.hold();
	current.add(next.served);
	current.switchTo(next.served);
	old.open();
	expect(await old.served.answer(question)).toMatchObject({ok: true});
	expect(old.close).not.toHaveBeenCalled();
	release();
	await until(() => old.close.mock.calls.length > 0);
	expect(old.close).toHaveBeenCalledOnce();
	await current.close();
});

test('screens see the problem of the model in use, and the memory and restarts of all', async () => {
	const [old, next, other] = [serveGated('old', 2), serveGated('next', 3), serveGated('other', 4)];
	const current = holdModel(old.served);
	const {engine} = current;
	current.add(next.served);
	await until(() => engine.memory.getSnapshot() === 5);
	expect(engine.restarts()).toBe(5);
	next.problem.set('It died');
	expect(engine.problem.getSnapshot()).toBeUndefined();
	current.switchTo(next.served);
	expect(engine.problem.getSnapshot()).toBe('It died');
	next.problem.set(undefined);
	expect(engine.problem.getSnapshot()).toBeUndefined();
	await until(() => engine.memory.getSnapshot() === 3);

	current.add(other.served);
	await until(() => engine.memory.getSnapshot() === 7);
	current.drop(other.served);
	await until(() => engine.memory.getSnapshot() === 3);
	expect(other.close).toHaveBeenCalledOnce();
	await current.close();
	expect(next.close).toHaveBeenCalledOnce();
});

test('of a model behind servers, neither memory nor processes are known', async () => {
	const [remote, local] = [serveGated('remote', 2, 'remote'), serveGated('local', 3)];
	const {engine, add, close} = holdModel(remote.served);
	add(local.served);
	await until(() => local.served.memory.getSnapshot() === 3);

	expect(engine.memory.getSnapshot()).toBeUndefined();
	expect(engine.info().processes).toEqual([{pid: 3, provider: 'cpu'}]);
	await close();
});

test('a model that was retired ends after its last question, or when it is closed', async () => {
	const {served, close, open} = serveGated('old', 2);
	open();
	await served.answer(question);
	const release = served.hold();
	const retired = served.retire();
	await setImmediate();
	expect(close).not.toHaveBeenCalled();
	release();
	await retired;
	expect(close).toHaveBeenCalledOnce();

	const other = serveGated('other', 2);
	other.served.hold();
	const gone = other.served.retire();
	await other.served.close();
	await gone;
	expect(other.close).toHaveBeenCalledOnce();
});
