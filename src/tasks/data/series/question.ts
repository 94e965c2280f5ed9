import {parseNumbersField} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {toUnits} from './normalise.ts';

/** A series in wire format. */
export type SeriesQuestion = {
	/** 64 evenly spaced samples, oldest first. */
	readonly series: readonly number[];
};

/** Number of samples in a question. */
export const seriesLength = 64;

/** Number of values to forecast. */
export const forecastLength = 8;

/** Limit on the absolute value of numbers in questions and answers. */
export const largestNumber = 1e12;

/** Convert a parsed question to the model's input: the series in its own units. */
export const toSeriesInput = ({series}: SeriesQuestion): Float32Array =>
	Float32Array.from(toUnits(series).values);

/** Validate an untrusted question. */
export const parseSeries = (value: unknown): Parsed<SeriesQuestion> =>
	parseNumbersField(value, {
		name: 'series',
		count: seriesLength,
		low: -largestNumber,
		high: largestNumber,
	});
