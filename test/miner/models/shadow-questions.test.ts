import {expect, onTestFinished, test} from 'vitest';
import type {CanaryTally, ShadowResult, SideName} from '../../../src/miner/models/canary-tally.ts';
import type {ServedModel} from '../../../src/miner/models/served-model.ts';
import {askShadowQuestions} from '../../../src/miner/models/shadow-questions.ts';
import type {Answerer} from '../../../src/tasks/answerer.ts';
import type {AnswerOptions, Task} from '../../../src/tasks/task.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';
import {until} from '../../helpers/until.ts';

const right = {ok: true, answer: {numbers: [2, 4, 6]}} as const;

/** Ask two models, 1 s apart; whether a query waits, and what the candidate answers, can be changed. */
function startAsking() {
	const clock = createFakeClock(5000);
	const closing = new AbortController();
	const asked: Array<readonly [model: string, question: unknown, options: AnswerOptions]> = [];
	const pairs: Array<Readonly<Record<SideName, ShadowResult>>> = [];
	const candidate: Answerer = async () => right;
	const state = {waiting: {current: 0, candidate: 0}, turns: 0, answer: candidate};
	const serve = (name: SideName) =>
		({
			engine: {info: () => ({waiting: state.waiting[name]})},
			async answer(question: unknown, options: AnswerOptions = {}) {
				asked.push([name, question, options]);
				clock.advance(40);
				return name === 'current' ? right : state.answer(question, options);
			},
		}) as unknown as ServedModel;
	const tally: Partial<CanaryTally> = {
		countPair(pair) {
			pairs.push(pair);
		},
	};
	const ended = askShadowQuestions({
		task: {...(doublingTask as Task), score: () => 0.5},
		current: serve('current'),
		candidate: serve('candidate'),
		interval: 1000,
		answerWithin: 300,
		random: () => 0.5,
		tally: tally as CanaryTally,
		onTurn() {
			state.turns++;
		},
		clock,
		stopwatch: clock.now,
		signal: closing.signal,
	});
	onTestFinished(() => {
		closing.abort();
	});
	return {
		asked,
		pairs,
		state,
		closing,
		ended,
		async takeTurn() {
			const {turns} = state;
			clock.advance(1000);
			await until(() => state.turns > turns);
		},
	};
}

test('both models are asked the same, in turn first, behind all queries and in their time', async () => {
	const {asked, pairs, takeTurn, closing} = startAsking();
	await takeTurn();
	await takeTurn();

	expect(asked.map(([model]) => model)).toEqual(['current', 'candidate', 'candidate', 'current']);
	expect(asked[0]![1]).toBe(asked[1]![1]);
	expect(asked[1]![1]).not.toBe(asked[2]![1]);
	expect(asked.slice(0, 2).map(words => words[2])).toEqual([
		{deadline: 6300, priority: -1, signal: closing.signal},
		{deadline: 6340, priority: -1, signal: closing.signal},
	]);
	const result = {score: 0.5, outcome: {milliseconds: 40}};
	expect(pairs).toEqual([
		{current: result, candidate: result},
		{current: result, candidate: result},
	]);
});

test('while a query waits for either model, none is asked', async () => {
	const {asked, pairs, state, takeTurn} = startAsking();
	state.waiting.current = 1;
	await takeTurn();
	state.waiting = {current: 0, candidate: 1};
	await takeTurn();
	expect(asked).toEqual([]);

	state.waiting.candidate = 0;
	await takeTurn();
	expect(pairs).toHaveLength(1);
});

test('what a model does not answer, or answers wrongly, scores nothing, and is told why', async () => {
	const {pairs, state, takeTurn} = startAsking();
	state.answer = async () => ({ok: false, reason: 'deadline'});
	await takeTurn();
	state.answer = async () => ({ok: false, reason: 'engine-failed', cause: new Error('It died')});
	await takeTurn();
	state.answer = async () => ({ok: false, reason: 'too-long'});
	await takeTurn();
	state.answer = async () => ({ok: true, answer: {numbers: []}});
	await takeTurn();
	state.answer = async () => {
		throw new Error('A fault of the task');
	};

	await takeTurn();
	expect(pairs.map(({candidate}) => candidate)).toEqual(
		[
			'did not answer in time',
			'refused: It died',
			'refused: too-long',
			'answered what validators would reject: `numbers` is not three numbers',
			'failed: A fault of the task',
		].map(fault => ({score: 0, outcome: {fault}})),
	);
	expect(pairs.every(({current}) => current.score === 0.5)).toBe(true);
});

test('it ends at once between two questions', async () => {
	const {asked, closing, ended} = startAsking();
	closing.abort();
	await ended;

	expect(asked).toEqual([]);
});

test('a question that was under way at the end counts for nothing', async () => {
	const {pairs, state, takeTurn, closing, ended} = startAsking();
	state.answer = async () => {
		closing.abort();
		return {ok: false, reason: 'cancelled'};
	};

	await takeTurn();
	await ended;
	expect(pairs).toEqual([]);
});
