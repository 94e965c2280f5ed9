import {expect, test, vi} from 'vitest';
import type {Engine, EngineInfo, Part} from '../../src/gpu/engine.ts';
import {joinEngines} from '../../src/gpu/engine-pool.ts';
import {createStore} from '../../src/support/store.ts';

const work = {kind: 'tensor', input: Float32Array.of(1)} as const;

/** Create an engine whose work is done when it is told. */
function createTestEngine(info: Partial<EngineInfo> = {}) {
	const problem = createStore<string | undefined>(undefined);
	const held: Array<() => void> = [];
	const close = vi.fn(async () => undefined);
	const engine: Engine = {
		async *run() {
			const {promise, resolve} = Promise.withResolvers<void>();
			held.push(resolve);
			await promise;
			yield {kind: 'row', output: Float32Array.of(2), batch: 1} satisfies Part;
		},
		info: () => ({
			name: 'onnxruntime (cuda)',
			provider: 'cuda',
			device: 'NVIDIA H200',
			model: 'scale',
			capabilities: ['tensor'],
			capacity: 1,
			waiting: held.length,
			notes: ['one'],
			...info,
		}),
		memoryBytes: async () => 100,
		restarts: () => 2,
		problem,
		close,
	};
	return {engine, problem, held, close};
}

/** Join engines, and ask so often at once. */
function create(...infos: ReadonlyArray<Partial<EngineInfo>>) {
	const members = infos.map(info => createTestEngine(info));
	const pool = joinEngines(members.map(({engine}) => engine) as [Engine, ...Engine[]]);
	const ask = (count: number) =>
		Array.from({length: count}, async () => Array.fromAsync(pool.run(work)));
	return {pool, ask, members, asked: () => members.map(({held}) => held.length)};
}

test('work goes where the least is under way for the capacity', async () => {
	const {ask, members, asked} = create({capacity: 1}, {capacity: 3});
	const first = ask(4);
	expect(asked()).toEqual([1, 3]);
	members[0]!.held[0]!();
	expect(await first[0]).toEqual([{kind: 'row', output: Float32Array.of(2), batch: 1}]);
	void ask(1);
	expect(asked()).toEqual([2, 3]);
});

test('work that its caller gives up is no longer under way', async () => {
	const {pool, members, asked} = create({}, {});
	const iterator = pool.run(work)[Symbol.asyncIterator]();
	const next = iterator.next();
	members[0]!.held[0]!();
	await next;
	await iterator.return!();
	void pool.run(work)[Symbol.asyncIterator]().next();

	expect(asked()).toEqual([2, 0]);
});

test('an engine with a problem is passed over while another has none, and the problem says which it is', () => {
	const {pool, ask, members, asked} = create({}, {}, {});
	const problems: Array<string | undefined> = [];
	pool.problem.subscribe(() => {
		problems.push(pool.problem.getSnapshot());
	});
	members[0]!.problem.set('The engine was killed; restarting it');
	void ask(4);
	expect(asked()).toEqual([0, 2, 2]);
	for (const {problem} of members.slice(1)) {
		problem.set('The engine hangs');
	}

	void ask(1);
	expect(asked()).toEqual([1, 2, 2]);
	members[0]!.problem.set(undefined);
	expect(problems).toEqual([
		'Engine 1 of 3: The engine was killed; restarting it',
		'Engine 2 of 3: The engine hangs',
	]);
});

test('engines together are what they are one by one, with equal devices counted', async () => {
	const {pool} = create(
		{name: 'onnxruntime (cpu)', provider: 'cpu', device: 'AMD EPYC', capacity: 4, waiting: 1},
		{card: 1, waiting: 2},
		{card: 2, processes: [{pid: 7, provider: 'cuda', card: 2}], notes: ['two']},
	);

	expect(pool.info()).toEqual({
		name: 'onnxruntime (cpu), onnxruntime (cuda)',
		provider: 'cuda',
		card: 1,
		device: 'AMD EPYC, 2 × NVIDIA H200',
		model: 'scale',
		capabilities: ['tensor'],
		capacity: 6,
		waiting: 3,
		processes: [{pid: 7, provider: 'cuda', card: 2}],
		notes: ['one', 'two'],
	});
	expect(await pool.memoryBytes()).toBe(300);
	expect(pool.restarts()).toBe(6);
});

test('closing closes all of them', async () => {
	const {pool, members} = create({}, {});
	await pool.close();
	members[0]!.problem.set('too late');

	for (const {close} of members) {
		expect(close).toHaveBeenCalledOnce();
	}

	expect(pool.problem.getSnapshot()).toBeUndefined();
});

test('one engine is joined with nothing', () => {
	const {engine} = createTestEngine();
	expect(joinEngines([engine])).toBe(engine);
});
