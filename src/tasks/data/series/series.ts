import {answerByTensor} from '../../answer-by-tensor.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {
	parseForecast,
	scoreForecast,
	toForecast,
	type Forecast,
	type SeriesTruth,
} from './answer.ts';
import {drawSeries} from './draw-series.ts';
import {
	forecastLength,
	parseSeries,
	seriesLength,
	toSeriesInput,
	type SeriesQuestion,
} from './question.ts';

const needs = {kind: 'tensor', inputDims: [seriesLength], outputDims: [forecastLength]} as const;

/**
How does this series continue?

Each question is a newly generated series: a trend, one or two seasons, sometimes a regime change, noise and outliers. The truth is its next eight values without noise.
*/
export const series: QuestionKind<SeriesQuestion, Forecast, SeriesTruth> = {
	name: 'series',
	needs,
	ask: drawSeries,
	parseQuestion: parseSeries,
	parseAnswer: parseForecast,
	answer: answerByTensor({shape: needs, toInput: toSeriesInput, toAnswer: toForecast}),
	score: scoreForecast,
};
