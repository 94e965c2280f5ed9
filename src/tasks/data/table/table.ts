import {answerByWorks} from '../../answer-by-works.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {
	parseTableAnswer,
	scoreTable,
	toTableAnswer,
	type TableAnswer,
	type TableTruth,
} from './answer.ts';
import {
	inputLength,
	leaveGaps,
	parseTable,
	tableRows,
	toRowInput,
	type TableQuestion,
} from './question.ts';
import {drawTrip, getHours} from './trip.ts';

const needs = {kind: 'tensor', inputDims: [inputLength], outputDims: [1]} as const;

/**
How long does each of these deliveries take?

Each question is a newly drawn table of 16 rows with columns of numbers and of words, some values missing. Hours depend on the columns together, hardly on any alone.
*/
export const table: QuestionKind<TableQuestion, TableAnswer, TableTruth> = {
	name: 'table',
	needs,
	ask(random) {
		const trips = Array.from({length: tableRows}, () => drawTrip(random));
		return {
			question: {rows: trips.map(trip => leaveGaps(trip, random))},
			truth: {hours: trips.map(trip => getHours(trip))},
		};
	},
	parseQuestion: parseTable,
	parseAnswer: parseTableAnswer,
	answer: answerByWorks({
		toWorks: ({rows}) => rows.map(row => ({kind: 'tensor', input: toRowInput(row), shape: needs})),
		toAnswer: toTableAnswer,
	}),
	score: scoreTable,
};
