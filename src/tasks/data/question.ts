import {parseFields, parseNumbers} from '../parse.ts';
import type {Parsed} from '../task.ts';

/** A series as it travels. */
export type DataQuestion = {
	/** 64 samples at even distances, the oldest first. */
	readonly series: readonly number[];
};

/** Samples in a question. */
export const seriesLength = 64;

/** Values asked for. */
export const forecastLength = 8;

/** Numbers in questions and answers lie between minus this and this. */
export const largestNumber = 1e12;

/** Check a question from outside. */
export function parseDataQuestion(value: unknown): Parsed<DataQuestion> {
	const fields = parseFields(value, ['series']);
	if (!fields.ok) {
		return fields;
	}

	const series = parseNumbers(fields.value.series, {
		name: 'series',
		count: seriesLength,
		low: -largestNumber,
		high: largestNumber,
	});
	return series.ok ? {ok: true, value: {series: series.value}} : series;
}
