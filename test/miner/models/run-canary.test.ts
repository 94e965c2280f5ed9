import {expect, test, vi} from 'vitest';
import {runCanary} from '../../../src/miner/models/run-canary.ts';
import type {EngineDeaths, ServedModel} from '../../../src/miner/models/served-model.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createStore} from '../../../src/support/store.ts';
import type {Answerer} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';

const start = (candidate: Answerer, current: Answerer = async () => right) =>
	runCanary({
		task: doublingTask as Task,
		current: serve('current', current),
		candidate: serve('candidate', candidate),
		share: 0.5,
		interval: 3_600_000,
		answerWithin: 1000,
		clock: {...systemClock, now: () => 5000},
	});

const serve = (name: string, answer: Answerer) =>
	({
		name,
		answer,
		deaths: createStore<EngineDeaths>({count: 0}),
		hold: () => () => undefined,
	}) as unknown as ServedModel;

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
