import {answerByTensor} from '../../../src/tasks/answer-by-tensor.ts';
import type {Task} from '../../../src/tasks/task.ts';

export type Doubling = {readonly numbers: readonly number[]};

/** A task small enough to read at a glance: three numbers, doubled. `encodeScaleModel()` is a model that solves it. */
export const doublingTask: Task<Doubling, Doubling> = {
	id: 'data',
	path: '/double',
	needs: {doubling: {kind: 'tensor', inputDims: [3], outputDims: [3]}},
	ask: random => ({question: {numbers: [random(), random(), random()]}, truth: undefined}),
	parseQuestion: parse,
	parseAnswer: parse,
	answer: answerByTensor({
		toInput: ({numbers}) => Float32Array.from(numbers),
		toAnswer: output => ({numbers: [...output]}),
	}),
	score: () => 1,
};

function parse(value: unknown) {
	const {numbers} = value as Partial<Doubling>;
	return Array.isArray(numbers) && numbers.length === 3
		? ({ok: true, value: {numbers: numbers as number[]}} as const)
		: ({ok: false, reason: '`numbers` is not three numbers'} as const);
}
