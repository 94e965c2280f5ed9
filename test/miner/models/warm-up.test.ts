import {expect, test} from 'vitest';
import {warmUp} from '../../../src/miner/models/warm-up.ts';
import {systemClock} from '../../../src/support/clock.ts';
import type {Answerer} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';

const warmUpWith = async (answer: Answerer) =>
	warmUp({
		task: doublingTask as Task,
		answer,
		answerWithin: 1000,
		clock: {...systemClock, now: () => 5000},
		signal: new AbortController().signal,
	});

const good = {ok: true, answer: {numbers: [1, 2, 3]}} as const;

test('a model is asked questions of its task, and the first half may take longer', async () => {
	const deadlines: unknown[] = [];
	expect(
		await warmUpWith(async (question, {deadline} = {}) => {
			expect(doublingTask.parseQuestion(question).ok).toBe(true);
			deadlines.push(deadline);
			return good;
		}),
	).toBeUndefined();
	expect(deadlines).toEqual([17_000, 17_000, 17_000, 17_000, 6000, 6000, 6000, 6000]);
});

test('a model need not answer every kind of question', async () => {
	expect(await warmUpWith(async () => ({ok: false, reason: 'unsupported'}))).toBeUndefined();
});

test('a model that is slow, refuses, or answers what is no answer, is not taken', async () => {
	let asked = 0;
	const thenSlow: Answerer = async () =>
		asked++ < 4 ? good : {ok: false, reason: 'deadline', cause: undefined};
	expect(await warmUpWith(thenSlow)).toBe('it did not answer a question within 1 s');
	expect(await warmUpWith(async () => ({ok: false, reason: 'too-long'}))).toBe(
		'it refused a question: too-long',
	);
	expect(
		await warmUpWith(async () => ({ok: false, reason: 'engine-failed', cause: new Error('Dead')})),
	).toBe('it refused a question: Dead');
	expect(await warmUpWith(async () => ({ok: true, answer: {numbers: [NaN, null]}}))).toBe(
		'validators would reject its answer: `numbers` is not three numbers',
	);
});
