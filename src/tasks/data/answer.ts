import {parseFields, parseNumbers} from '../parse.ts';
import type {Parsed} from '../task.ts';
import {toUnits} from './normalise.ts';
import {forecastLength, largestNumber, type DataQuestion} from './question.ts';

/** What a miner says comes next. */
export type DataAnswer = {
	/** The eight values after the series, in the series' own measure. */
	readonly forecast: readonly number[];
};

/** What stays with the validator. */
export type DataTruth = {
	/** The eight values that come next, without noise. */
	readonly next: readonly number[];
	/** The error that earns half the score: that of the naive forecast, as `getNaiveForecast` makes it, or a tenth of the series' unit where that was right by luck. */
	readonly naiveError: number;
};

/** Turn a model's eight values, in the series' units, into an answer in its own measure. */
export function toDataAnswer(output: Float32Array, {series}: DataQuestion): DataAnswer {
	const {middle, spread} = toUnits(series);
	return {
		forecast: Array.from(output, value => Number((middle + spread * value).toPrecision(7))),
	};
}

/** Check an answer from outside. */
export function parseDataAnswer(value: unknown): Parsed<DataAnswer> {
	const fields = parseFields(value, ['forecast']);
	if (!fields.ok) {
		return fields;
	}

	const forecast = parseNumbers(fields.value.forecast, {
		name: 'forecast',
		count: forecastLength,
		low: -largestNumber,
		high: largestNumber,
	});
	return forecast.ok ? {ok: true, value: {forecast: forecast.value}} : forecast;
}

/** Forecast as anybody could: the mean of the last eight samples, eight times. */
export function getNaiveForecast(series: readonly number[]): readonly number[] {
	const last = series.slice(-forecastLength);
	const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
	return Array.from({length: forecastLength}, () => mean);
}

/** Measure how far a forecast is off: the root of the mean squared error. */
export function getError(forecast: readonly number[], next: readonly number[]): number {
	const squares = next.reduce((sum, value, step) => sum + (forecast[step]! - value) ** 2, 0);
	return Math.sqrt(squares / next.length);
}

/**
Score an answer from 0 to 1: 1 / (1 + r²), where r is its error over the naive forecast's. A perfect forecast scores 1, one as wrong as the naive 0.5, one twice as wrong 0.2.
*/
export function scoreDataAnswer({forecast}: DataAnswer, {next, naiveError}: DataTruth): number {
	return 1 / (1 + (getError(forecast, next) / naiveError) ** 2);
}
