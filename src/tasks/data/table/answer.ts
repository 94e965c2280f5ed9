import {parseNumbersField} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {tableRows} from './question.ts';

/** A miner's answer. */
export type TableAnswer = {
	/** How many hours each delivery takes. */
	readonly hours: readonly number[];
};

/** What stays with the validator: the hours that each takes, as the generator computed them from the row without gaps. */
export type TableTruth = {
	readonly hours: readonly number[];
};

/** Of the logarithm of the hours, over all deliveries. */
const usual = {middle: 1.7, spread: 1.2} as const;

/** Convert the hours of a delivery to what a model is to say, and back. */
export const toTarget = (hours: number) => (Math.log(hours) - usual.middle) / usual.spread;

const fromTarget = (target: number) =>
	Number(Math.exp(usual.middle + usual.spread * Math.min(8, Math.max(-8, target))).toPrecision(6));

/** Convert a model's numbers, one for each row, to an answer. */
export const toTableAnswer = (outputs: readonly Float32Array[]): TableAnswer => ({
	hours: outputs.map(([output]) => fromTarget(output!)),
});

/** Validate an untrusted answer. */
export const parseTableAnswer = (value: unknown): Parsed<TableAnswer> =>
	parseNumbersField(value, {
		name: 'hours',
		count: tableRows,
		low: 1e-3,
		high: 1e6,
	});

/**
Score an answer from 0 to 1: 1 / (1 + r²), as for series, where r is the ratio of its error to that of the constant that fits these rows best. The error is the root mean square of the logarithms of answer over truth, so that an hour matters more for a short delivery than for a long one. Perfect answers score 1, the same hours for all rows at most 0.5.
*/
export function scoreTable({hours}: TableAnswer, truth: TableTruth): number {
	const errors = hours.map((value, row) => Math.log(value / truth.hours[row]!));
	const constant = getMean(truth.hours.map(value => Math.log(value)));
	const naive = getSize(truth.hours.map(value => Math.log(value) - constant));
	return 1 / (1 + (getSize(errors) / Math.max(naive, smallestNaive)) ** 2);
}

/** The best constant may be right by luck. */
const smallestNaive = 0.1;

const getMean = (values: readonly number[]) =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

const getSize = (values: readonly number[]) => Math.sqrt(getMean(values.map(value => value ** 2)));
