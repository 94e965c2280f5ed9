import {drawNormal} from '../../src/support/random.ts';
import {answerByTensor} from '../../src/tasks/answer-by-tensor.ts';
import type {QuestionKind} from '../../src/tasks/join-kinds.ts';
import {parseFields, parseNumbers, refuse} from '../../src/tasks/parse.ts';

type Question = {readonly numbers: readonly number[]};
type Answer = {readonly place: number};

const count = 5;
const needs = {kind: 'tensor', inputDims: [count], outputDims: [count]} as const;

/** Which of five numbers is the largest? */
export const largest: QuestionKind<Question, Answer, Answer> = {
	name: 'largest',
	needs,
	ask(random) {
		const numbers = Array.from({length: count}, () => drawNormal(random));
		return {question: {numbers}, truth: {place: numbers.indexOf(Math.max(...numbers))}};
	},
	parseQuestion(value) {
		const fields = parseFields(value, ['numbers']);
		if (!fields.ok) {
			return fields;
		}

		const limits = {name: 'numbers', count, low: -100, high: 100};
		const numbers = parseNumbers(fields.value.numbers, limits);
		return numbers.ok ? {ok: true, value: {numbers: numbers.value}} : numbers;
	},
	parseAnswer(value) {
		const fields = parseFields(value, ['place']);
		if (!fields.ok) {
			return fields;
		}

		const {place} = fields.value;
		return typeof place === 'number' && Number.isSafeInteger(place) && place >= 0 && place < count
			? {ok: true, value: {place}}
			: refuse(`\`place\` is not a whole number from 0 to ${count - 1}`);
	},
	answer: answerByTensor({
		shape: needs,
		toInput: ({numbers}) => Float32Array.from(numbers),
		toAnswer: output => ({place: output.indexOf(Math.max(...output))}),
	}),
	score: ({place}, truth) => (place === truth.place ? 1 : 0),
};
