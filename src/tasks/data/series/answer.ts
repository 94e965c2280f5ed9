import {parseNumbersField} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {toUnits} from './normalise.ts';
import {forecastLength, largestNumber, type SeriesQuestion} from './question.ts';

/** A miner's forecast. */
export type Forecast = {
	/** The eight values after the series, not normalised. */
	readonly forecast: readonly number[];
};

/** What stays with the validator. */
export type SeriesTruth = {
	/** The next eight values, without noise. */
	readonly next: readonly number[];
	/** The error that earns half the score: that of `getNaiveForecast`, or a tenth of the series' unit if the naive forecast was right by luck. */
	readonly naiveError: number;
};

/** Convert a model's eight normalised values to an answer. */
export function toForecast(output: Float32Array, {series}: SeriesQuestion): Forecast {
	const {middle, spread} = toUnits(series);
	return {
		forecast: Array.from(output, value => Number((middle + spread * value).toPrecision(7))),
	};
}

/** Validate an untrusted answer. */
export const parseForecast = (value: unknown): Parsed<Forecast> =>
	parseNumbersField(value, {
		name: 'forecast',
		count: forecastLength,
		low: -largestNumber,
		high: largestNumber,
	});

/** Get the naive forecast: the mean of the last eight samples, eight times. */
export function getNaiveForecast(series: readonly number[]): readonly number[] {
	const last = series.slice(-forecastLength);
	const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
	return Array.from({length: forecastLength}, () => mean);
}

/** Get a forecast's root-mean-square error. */
export function getError(forecast: readonly number[], next: readonly number[]): number {
	const squares = next.reduce((sum, value, step) => sum + (forecast[step]! - value) ** 2, 0);
	return Math.sqrt(squares / next.length);
}

/**
Score an answer from 0 to 1: 1 / (1 + r²), where r is the ratio of its error to the naive forecast's. A perfect forecast scores 1, one as wrong as the naive forecast 0.5, one twice as wrong 0.2.
*/
export function scoreForecast({forecast}: Forecast, {next, naiveError}: SeriesTruth): number {
	return 1 / (1 + (getError(forecast, next) / naiveError) ** 2);
}
