import type {Task} from '../task.ts';
import {
	parseDataAnswer,
	scoreDataAnswer,
	toDataAnswer,
	type DataAnswer,
	type DataTruth,
} from './answer.ts';
import {drawSeries} from './draw-series.ts';
import {toUnits} from './normalise.ts';
import {forecastLength, parseDataQuestion, seriesLength, type DataQuestion} from './question.ts';

/**
Data analysis: how does this series go on?

Each question is a series made up on the spot: a trend, one or two seasons, sometimes a change of regime on the way, noise and outliers. The truth is its next eight values without the noise.
*/
export const dataTask: Task<DataQuestion, DataAnswer, DataTruth> = {
	id: 'data',
	path: '/data',
	inputDims: [seriesLength],
	outputDims: [forecastLength],
	ask: drawSeries,
	parseQuestion: parseDataQuestion,
	parseAnswer: parseDataAnswer,
	toInput: ({series}) => Float32Array.from(toUnits(series).values),
	toAnswer: toDataAnswer,
	score: scoreDataAnswer,
};
