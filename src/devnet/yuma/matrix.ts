import {add, divide, larger, multiply, zero, type Fixed} from './fixed.ts';
import {sum, type Vector} from './vector.ts';

/** What one UID (the row) assigns to others: pairs of a UID (the column) and a value; missing pairs are 0. */
export type Row<Value> = ReadonlyArray<readonly [uid: number, value: Value]>;

/** A row per UID, validators and miners alike. */
export type Matrix = ReadonlyArray<Row<Fixed>>;

/** Map every value. */
export function mapCells(
	matrix: Matrix,
	change: (value: Fixed, row: number, column: number) => Fixed,
): Matrix {
	return matrix.map((row, uid) =>
		row.map(([column, value]) => [column, change(value, uid, column)] as const),
	);
}

/** Remove the cells that do not match. */
export function filterCells(
	matrix: Matrix,
	keep: (row: number, column: number, value: Fixed) => boolean,
): Matrix {
	return matrix.map((row, uid) => row.filter(([column, value]) => keep(uid, column, value)));
}

/** Sum every row. */
export function sumRows(matrix: Matrix): Vector {
	return matrix.map(row => sum(row.map(([, value]) => value)));
}

/** Sum every column, with each row scaled by its factor: `result[j] = Σi factors[i] · matrix[i][j]`. */
export function sumColumnsScaled(matrix: Matrix, factors: Vector): Vector {
	const totals: Fixed[] = matrix.map(() => zero);
	for (const [uid, row] of matrix.entries()) {
		const factor = factors[uid]!;
		for (const [column, value] of row) {
			totals[column] = add(totals[column]!, multiply(factor, value));
		}
	}

	return totals;
}

/** Sum every row, with each column scaled by its factor: `result[i] = Σj factors[j] · matrix[i][j]`. */
export function sumRowsScaled(matrix: Matrix, factors: Vector): Vector {
	return sumRows(mapCells(matrix, (value, _row, column) => multiply(factors[column]!, value)));
}

/** Normalize every row to sum to 1. */
export function normalizeRows(matrix: Matrix): Matrix {
	const totals = sumRows(matrix);
	return mapCells(matrix, (value, row) => divideUnlessZero(value, totals[row]!));
}

/** Normalize every column to sum to 1. */
export function normalizeColumns(matrix: Matrix): Matrix {
	return divideColumns(matrix, add);
}

/** Scale every column so that its maximum is 1. */
export function upscaleColumns(matrix: Matrix): Matrix {
	return divideColumns(matrix, larger);
}

function divideColumns(matrix: Matrix, gather: (gathered: Fixed, value: Fixed) => Fixed): Matrix {
	const gathered: Fixed[] = matrix.map(() => zero);
	for (const row of matrix) {
		for (const [column, value] of row) {
			gathered[column] = gather(gathered[column]!, value);
		}
	}

	return mapCells(matrix, (value, _row, column) => divideUnlessZero(value, gathered[column]!));
}

const divideUnlessZero = (value: Fixed, divisor: Fixed) =>
	divisor === zero ? value : divide(value, divisor);
