import {answerByTensor} from '../answer-by-tensor.ts';
import type {Task} from '../task.ts';
import {
	parseDataAnswer,
	scoreDataAnswer,
	toDataAnswer,
	type DataAnswer,
	type DataTruth,
} from './answer.ts';
import {drawSeries} from './draw-series.ts';
import {
	forecastLength,
	parseDataQuestion,
	seriesLength,
	toDataInput,
	type DataQuestion,
} from './question.ts';

/**
Data analysis: how does this series continue?

Each question is a newly generated series: a trend, one or two seasons, sometimes a regime change, noise and outliers. The truth is its next eight values without noise.
*/
export const dataTask: Task<DataQuestion, DataAnswer, DataTruth> = {
	id: 'data',
	path: '/data',
	model: {kind: 'tensor', inputDims: [seriesLength], outputDims: [forecastLength]},
	ask: drawSeries,
	parseQuestion: parseDataQuestion,
	parseAnswer: parseDataAnswer,
	answer: answerByTensor({toInput: toDataInput, toAnswer: toDataAnswer}),
	score: scoreDataAnswer,
};
