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

test.each(['unsupported', 'too-long'] as const)(
	'a model need not take every question: one that is %s is followed by another',
	async reason => {
		let asked = 0;
		const takesFew: Answerer = async () => (++asked % 7 === 0 ? good : {ok: false, reason});

		expect(await warmUpWith(takesFew)).toBeUndefined();
		expect(asked).toBe(56);
	},
);

test('a model that takes one question of all that are drawn is taken, one that takes none is not', async () => {
	let asked = 0;
	const refused = {ok: false, reason: 'too-long', cause: new Error('It has 9000 tokens')} as const;
	const takesLast: Answerer = async () => (++asked === 64 ? good : refused);

	expect(await warmUpWith(takesLast)).toBeUndefined();
	expect(await warmUpWith(takesLast)).toBe('it refused all of 64 questions: It has 9000 tokens');
});

test('a model that is slow, refuses, or answers what is no answer, is not taken', async () => {
	let asked = 0;
	const thenSlow: Answerer = async () =>
		asked++ < 4 ? good : {ok: false, reason: 'deadline', cause: undefined};
	expect(await warmUpWith(thenSlow)).toBe('it did not answer a question within 1 s');
	expect(await warmUpWith(async () => ({ok: false, reason: 'queue-full'}))).toBe(
		'it refused a question: queue-full',
	);
	expect(
		await warmUpWith(async () => ({ok: false, reason: 'engine-failed', cause: new Error('Dead')})),
	).toBe('it refused a question: Dead');
	expect(await warmUpWith(async () => ({ok: true, answer: {numbers: [NaN, null]}}))).toBe(
		'validators would reject its answer: `numbers` is not three numbers',
	);
});
