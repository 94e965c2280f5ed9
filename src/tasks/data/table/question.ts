import {parseFields, refuse} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {type Random} from '../../../support/random.ts';
import {carriers, services, terrains, type Trip} from './trip.ts';

/** A row in wire format: some values are missing, which is `null`. */
// eslint-disable-next-line @typescript-eslint/no-restricted-types -- JSON has no `undefined`.
export type Row = {readonly [Column in keyof Trip]: Trip[Column] | null};

/** A table in wire format. */
export type TableQuestion = {
	/** 16 deliveries. */
	readonly rows: readonly Row[];
};

/** Number of rows in a question. */
export const tableRows = 16;

/** Number of values that a model reads of a row. */
export const inputLength = 24;

/** The columns of numbers, with their limits and what a model reads: about −1 to 1. */
const numbers = {
	distance: {low: 0, high: 10_000, scale: value => Math.log(1 + value) / 3 - 1},
	hour: {low: 0, high: 24, scale: value => value / 12 - 1},
	weight: {low: 0, high: 1_000_000, scale: value => Math.log(1 + value) / 4 - 1},
	stops: {low: 0, high: 1000, scale: value => value / 6 - 1},
	temperature: {low: -100, high: 100, scale: value => value / 20},
	fill: {low: 0, high: 1, scale: value => 2 * value - 1},
} as const satisfies Partial<
	Record<keyof Trip, {low: number; high: number; scale: (value: number) => number}>
>;

/** The columns of words, with the words that they may hold. */
const words = {carrier: carriers, terrain: terrains, service: services} as const;

const numberColumns = Object.keys(numbers) as Array<keyof typeof numbers>;
const wordColumns = Object.keys(words) as Array<keyof typeof words>;
const columns = [...wordColumns, ...numberColumns];

/** The columns of which a value in eight is missing. */
const gappy: ReadonlySet<string> = new Set([
	'terrain',
	'service',
	'weight',
	'stops',
	'temperature',
	'fill',
]);

/** Leave out some values of a row. */
export const leaveGaps = (trip: Trip, random: Random): Row =>
	Object.fromEntries(
		Object.entries(trip).map(([column, value]) => [
			column,
			random() < 1 / 8 && gappy.has(column) ? null : value,
		]),
	) as Row;

/** Convert a row to the model's input: a 1 for the word of each column of words, and of each column of numbers the scaled number, then a 1 if it is missing. */
export function toRowInput(row: Row): Float32Array {
	return Float32Array.from([
		...wordColumns.flatMap(column => words[column].map(word => (row[column] === word ? 1 : 0))),
		...numberColumns.flatMap(column => {
			const value = row[column];
			return value === null ? [0, 1] : [numbers[column].scale(value), 0];
		}),
	]);
}

/** Validate an untrusted question. */
export function parseTable(value: unknown): Parsed<TableQuestion> {
	const fields = parseFields(value, ['rows']);
	if (!fields.ok) {
		return fields;
	}

	const {rows} = fields.value;
	if (!Array.isArray(rows) || rows.length !== tableRows) {
		return refuse(`\`rows\` is not an array of ${tableRows} rows`);
	}

	for (const row of rows as readonly unknown[]) {
		const parsed = parseFields(row, columns);
		if (!parsed.ok) {
			return parsed;
		}

		const wrong = columns.find(column => !isValid(column, parsed.value[column]));
		if (wrong !== undefined) {
			return refuse(`a \`${wrong}\` in \`rows\` is not valid`);
		}
	}

	return {ok: true, value: {rows: rows as Row[]}};
}

function isValid(column: keyof Row, value: unknown): boolean {
	if (value === null) {
		return true;
	}

	if (isWordColumn(column)) {
		return (words[column] as readonly unknown[]).includes(value);
	}

	const {low, high} = numbers[column];
	return typeof value === 'number' && value >= low && value <= high;
}

const isWordColumn = (column: keyof Row): column is keyof typeof words =>
	(wordColumns as readonly string[]).includes(column);
