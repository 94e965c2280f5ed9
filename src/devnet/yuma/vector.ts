import {add, divide, multiply, zero, type Fixed} from './fixed.ts';

/** One number per UID. */
export type Vector = readonly Fixed[];

/** Sum the numbers. */
export function sum(vector: Vector): Fixed {
	let total = zero;
	for (const value of vector) {
		total = add(total, value);
	}

	return total;
}

/** Normalize the numbers to sum to 1; a sum of 0 leaves them unchanged. */
export function normalize(vector: Vector, total: Fixed = sum(vector)): Vector {
	return total === zero ? vector : vector.map(value => divide(value, total));
}

/** Keep the numbers of the selected UIDs and set the others to 0. */
export function keepWhere(vector: Vector, chosen: readonly boolean[]): Vector {
	return vector.map((value, uid) => (chosen[uid] === true ? value : zero));
}

/** Multiply element-wise. */
export function multiplyEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => multiply(value, right[uid]!));
}

/** Divide element-wise; 0 where the divisor is 0. */
export function divideEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => divide(value, right[uid]!));
}

/** Add element-wise. */
export function addEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => add(value, right[uid]!));
}

/** Get the indices of the vector, ascending. */
export function indexesOf(vector: Vector): readonly number[] {
	return vector.map((_value, index) => index);
}
