import {expect, test} from 'vitest';
import {joinKinds, type QuestionKind} from '../../src/tasks/join-kinds.ts';
import {createRandom} from '../../src/support/random.ts';
import type {WorkEngine} from '../../src/gpu/engine.ts';
import {doublingTask} from '../helpers/miner/doubling-task.ts';

const doubling: QuestionKind = {
	...(doublingTask as unknown as QuestionKind),
	name: 'doubling',
	needs: {kind: 'tensor', inputDims: [3], outputDims: [3]},
};
const naming: QuestionKind<{readonly of: string}, {readonly name: string}, string> = {
	name: 'naming',
	needs: {kind: 'generate'},
	ask: () => ({question: {of: 'you'}, truth: 'me'}),
	parseQuestion: value =>
		Object.keys(value as Record<string, unknown>).join(' ') === 'of'
			? {ok: true, value: value as {of: string}}
			: {ok: false, reason: 'not a question'},
	parseAnswer: value => ({ok: true, value: value as {name: string}}),
	answer: async () => ({ok: false, reason: 'unsupported'}),
	score: ({name}, truth) => (name === truth ? 0.75 : 0.25),
};
const task = joinKinds({
	id: 'data',
	path: '/both',
	kinds: [doubling, naming as unknown as QuestionKind],
});
const engine: WorkEngine = {
	async *run(work) {
		yield work.kind === 'tensor'
			? {kind: 'row', output: work.input.map(number => 2 * number), batch: 1}
			: {kind: 'refused', reason: 'unsupported'};
	},
};

const kinded = (kind: string, fields: Readonly<Record<string, unknown>> = {}) => ({
	kind,
	...fields,
});

test('a task of several kinds needs what each of them needs, and asks all of them', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 40}, () => task.ask(random));

	expect(task.needs).toEqual({doubling: doubling.needs, naming: naming.needs});
	expect(new Set(asked.map(({question}) => question.kind))).toEqual(
		new Set(['doubling', 'naming']),
	);
	for (const {question, truth} of asked) {
		expect(truth.kind).toBe(question.kind);
		expect(task.parseQuestion(question)).toEqual({ok: true, value: question});
	}
});

test('a question is answered by its kind, and the answer names it', async () => {
	expect(await task.answer(kinded('doubling', {numbers: [1, 2, 3]}), engine)).toEqual({
		ok: true,
		answer: {kind: 'doubling', numbers: [2, 4, 6]},
		batch: 1,
	});
	expect(await task.answer({kind: 'naming'}, engine)).toEqual({ok: false, reason: 'unsupported'});
});

test('an answer is scored by its kind, and one of another kind scores 0', () => {
	const truth = {kind: 'naming', truth: 'me'};

	expect(task.score(kinded('naming', {name: 'me'}), truth)).toBe(0.75);
	expect(task.score(kinded('naming', {name: 'you'}), truth)).toBe(0.25);
	expect(task.score(kinded('doubling', {numbers: [1, 2, 3]}), truth)).toBe(0);
});

test.each([
	null,
	undefined,
	'naming',
	[],
	{},
	{of: 'you'},
	{kind: 'asking', of: 'you'},
	{kind: ['naming'], of: 'you'},
	{kind: 'toString', of: 'you'},
	{kind: 'naming'},
	{kind: 'naming', of: 'you', to: 'me'},
])('the question %j is refused', value => {
	expect(task.parseQuestion(value)).toEqual({ok: false, reason: expect.any(String)});
});
