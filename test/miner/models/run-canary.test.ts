import {expect, test, vi} from 'vitest';
import {runCanary} from '../../../src/miner/models/run-canary.ts';
import type {EngineDeaths, ServedModel} from '../../../src/miner/models/served-model.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createStore} from '../../../src/support/store.ts';
import type {Answerer} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';
import {until} from '../../helpers/until.ts';

type Options = Partial<Parameters<typeof runCanary>[0]>;

const start = (candidate: Answerer, current: Answerer = async () => right, options: Options = {}) =>
	runCanary({
		task: doublingTask as Task,
		current: serve('current', current),
		candidate: serve('candidate', candidate),
		share: 0.5,
		interval: 3_600_000,
		answerWithin: 1000,
		clock: {...systemClock, now: () => 5000},
		...options,
	});

function serve(name: string, answer: Answerer, died = 0) {
	const deaths = createStore<EngineDeaths>({count: died});
	const served = {
		name,
		answer,
		deaths,
		engine: {info: () => ({waiting: 0})},
		hold: () => () => undefined,
	} as unknown as ServedModel;
	return {
		...served,
		die(count: number) {
			deaths.set({count, end: 'was killed by signal `SIGKILL`'});
		},
	};
}

const right = {ok: true, answer: {numbers: [2, 4, 6]}} as const;
const question = {numbers: [1, 2, 3]};

test('what the candidate fails on is answered by the model in use, until it is rolled back', async () => {
	const deadlines: unknown[] = [];
	const canary = start(async (_, {deadline} = {}) => {
		deadlines.push(deadline);
		if (deadlines.length === 1) {
			throw new Error('A fault of the task');
		}

		return {ok: false, reason: 'deadline'};
	});
	for (let index = 0; index < 12; index++) {
		expect(await canary.answer(question, {deadline: 6000})).toEqual(right);
	}

	expect(deadlines).toEqual([5500, 5500, 5500]);
	expect(await canary.ended).toMatchObject({
		outcome: 'rolled-back',
		reason: expect.stringMatching(
			/^It failed on 3 of 3 questions, the model in use on 0 of \d; the last time it did not answer in time$/v,
		),
		candidate: {queries: 3, failed: 3},
	});
});

test('a query that the candidate leaves no time for is its failure', async () => {
	const failed = new Set<unknown>();
	const canary = start(
		async own => {
			failed.add(own);
			return {ok: false, reason: 'deadline'};
		},
		async own => (failed.has(own) ? {ok: false, reason: 'deadline'} : right),
	);
	for (let index = 0; index < 12; index++) {
		await canary.answer({...question});
	}

	expect(failed.size).toBe(3);
	expect(await canary.ended).toMatchObject({
		outcome: 'rolled-back',
		current: {failed: 0},
		candidate: {queries: 3, failed: 3},
	});
});

test('a query that neither takes is no failure of the candidate', async () => {
	const refusal = {ok: false, reason: 'too-long'} as const;
	const canary = start(
		async () => refusal,
		async () => refusal,
	);
	for (let index = 0; index < 12; index++) {
		expect(await canary.answer(question)).toEqual(refusal);
	}

	expect(canary.store.getSnapshot()).toMatchObject({outcome: 'running', candidate: {failed: 0}});
	canary.end('cancelled', 'It was ended by hand');
});

test('a caller who hangs up is asked for by nobody else', async () => {
	const current = vi.fn<Answerer>(async () => right);
	const gone = AbortSignal.abort();
	const canary = start(async () => ({ok: false, reason: 'cancelled'}), current);
	const answers = [];
	for (let index = 0; index < 10; index++) {
		answers.push(await canary.answer(question, {signal: gone}));
	}

	const cancelled = answers.filter(({ok}) => !ok);
	expect(cancelled).toHaveLength(5);
	expect(current).toHaveBeenCalledTimes(5);
	canary.end('cancelled', 'It was ended by hand');
});

test('pieces of the candidate are followed by no others', async () => {
	const pieces: unknown[] = [];
	const canary = start(
		async (_, {onPiece} = {}) => {
			onPiece?.('half');
			return {ok: false, reason: 'engine-failed'};
		},
		async (_, {onPiece} = {}) => {
			onPiece?.('whole');
			return right;
		},
	);
	for (let index = 0; index < 4; index++) {
		await canary.answer(question, {
			onPiece(piece) {
				pieces.push(piece);
			},
		});
	}

	expect(pieces.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
		'half',
		'half',
		'whole',
		'whole',
	]);
	canary.end('cancelled', 'It was ended by hand');
});

test('an ended canary gives all queries to the model in use', async () => {
	const candidate = vi.fn<Answerer>(async () => right);
	const canary = start(candidate);
	canary.end('cancelled', 'It was ended by hand');
	await Promise.all(Array.from({length: 8}, async () => canary.answer(question)));
	expect(candidate).not.toHaveBeenCalled();
});

test('queries are shared out evenly, and counted with their time', async () => {
	let time = 1000;
	const answerIn =
		(milliseconds: number): Answerer =>
		async () => {
			time += milliseconds;
			return right;
		};

	const canary = start(answerIn(30), answerIn(20), {share: 0.25, stopwatch: () => time});
	for (let index = 0; index < 240; index++) {
		expect(await canary.answer(question)).toEqual(right);
	}

	canary.end('cancelled', 'It was ended by hand');
	const {candidate, current} = await canary.ended;
	expect(Math.abs(candidate.queries - 60)).toBeLessThanOrEqual(1);
	expect(candidate).toMatchObject({failed: 0, p95Ms: 30});
	expect(current).toMatchObject({queries: 240 - candidate.queries, failed: 0, p95Ms: 20});
});

test('what speaks against the model in use are failures, not questions that it cannot take', async () => {
	const reasons = ['deadline', 'engine-failed', 'too-long', 'cancelled', 'unsupported'] as const;
	const left = reasons.values();
	const canary = start(
		async () => right,
		async () => ({ok: false, reason: left.next().value!}),
		{share: 1e-9},
	);
	const answers = [];
	for (const reason of reasons) {
		answers.push(await canary.answer(question));
		expect(answers.at(-1)).toEqual({ok: false, reason});
	}

	canary.end('cancelled', 'It was ended by hand');
	expect((await canary.ended).current).toMatchObject({queries: 2, failed: 2});
});

test('an engine that fails, or a task that throws, is a failure whatever the model in use makes of it', async () => {
	const failure = {ok: false, reason: 'engine-failed'} as const;
	const failed = new Set<unknown>();
	const canary = start(
		async own => {
			failed.add(own);
			if (failed.size === 1) {
				return failure;
			}

			throw new Error('A fault of the task');
		},
		async own => (failed.has(own) ? failure : right),
	);
	for (let index = 0; index < 12; index++) {
		await canary.answer({...question});
	}

	expect(await canary.ended).toMatchObject({
		reason: expect.stringMatching(/^It failed on 3 of 3 .*it refused: A fault of the task$/v),
		candidate: {failed: 3},
	});
});

test('what the candidate has not begun, the model in use is asked as it was asked', async () => {
	const pieces: unknown[] = [];
	const candidateOptions: unknown[] = [];
	const currentOptions: unknown[] = [];
	const canary = start(
		async (_, options) => {
			candidateOptions.push(options);
			return {ok: false, reason: 'too-long'};
		},
		async (_, {onPiece, ...options} = {}) => {
			onPiece?.('whole');
			currentOptions.push(options);
			return right;
		},
		{share: 0.5},
	);
	for (let index = 0; index < 4; index++) {
		await canary.answer(question, {
			caller: 'validator',
			onPiece(piece) {
				pieces.push(piece);
			},
		});
	}

	expect(pieces).toEqual(['whole', 'whole', 'whole', 'whole']);
	expect(currentOptions).toEqual(Array.from({length: 4}, () => ({caller: 'validator'})));
	expect(candidateOptions).toHaveLength(2);
	expect(candidateOptions[0]).not.toHaveProperty('deadline');
	canary.end('cancelled', 'It was ended by hand');
});

test('the model in use is kept while the candidate has a query, and no longer', async () => {
	let held = 0;
	const current = {
		...serve('current', async () => right),
		hold() {
			held++;
			return () => {
				held--;
			};
		},
	};
	const seen: number[] = [];
	const canary = start(
		async () => {
			seen.push(held);
			return right;
		},
		undefined,
		{current},
	);
	for (let index = 0; index < 4; index++) {
		await canary.answer(question);
	}

	expect(seen).toEqual([1, 1]);
	expect(held).toBe(0);
	canary.end('cancelled', 'It was ended by hand');
});

test('deaths of the engine in use count from the start of the trial', async () => {
	const current = serve('current', async () => right, 7);
	const candidate = serve('candidate', async () => right);
	const canary = start(async () => right, undefined, {current, candidate});
	current.die(9);
	candidate.die(4);
	expect(canary.store.getSnapshot().outcome).toBe('running');
	candidate.die(5);

	expect(await canary.ended).toMatchObject({
		outcome: 'rolled-back',
		reason: expect.stringMatching(/^Its engine died 5 times, that of the model in use 2 times;/v),
		endedAt: 5000,
	});
});

test('the first end counts, whatever comes of queries under way', async () => {
	const {promise, resolve} = Promise.withResolvers<Awaited<ReturnType<Answerer>>>();
	const candidate = serve('candidate', async () => promise);
	const canary = start(async () => right, undefined, {candidate});
	const answers = [canary.answer(question), canary.answer(question)];
	canary.end('cancelled', 'It was ended by hand');
	canary.end('broken-off', 'The miner was stopped');
	candidate.die(3);
	resolve({ok: false, reason: 'engine-failed'});
	expect(await Promise.all(answers)).toEqual([right, right]);

	expect(canary.store.getSnapshot()).toMatchObject({
		outcome: 'cancelled',
		reason: 'It was ended by hand',
	});
	expect(await canary.ended).toBe(canary.store.getSnapshot());
});

test('a task that cannot ask ends the trial', async () => {
	const clock = createFakeClock();
	const canary = start(async () => right, undefined, {
		clock,
		task: {
			...(doublingTask as Task),
			ask() {
				throw new Error('No questions are left');
			},
		},
	});
	clock.advance(3_600_000);

	expect(await canary.ended).toMatchObject({
		outcome: 'broken-off',
		reason: 'The shadow questions failed: No questions are left',
	});
});

test('a trial is shown as it goes, and ends after two hours at the latest', async () => {
	const clock = createFakeClock(8_000_000);
	const canary = start(async () => right, undefined, {clock});
	clock.advance(3_600_000);
	await until(() => canary.store.getSnapshot().pairs === 1);
	expect(canary.store.getSnapshot()).toMatchObject({
		model: 'candidate',
		previous: 'current',
		outcome: 'running',
		lead: {mean: 0},
	});

	await until(() => {
		clock.advance(3_600_000);
		return canary.store.getSnapshot().outcome !== 'running';
	});
	expect(await canary.ended).toMatchObject({
		outcome: 'rolled-back',
		reason: expect.stringMatching(/^Time is up after only \d+ shadow questions/v),
	});
});
