import {add, divide, multiply, zero, type Fixed} from './fixed.ts';

/** One number a UID. */
export type Vector = readonly Fixed[];

/** Add all numbers up. */
export function sum(vector: Vector): Fixed {
	let total = zero;
	for (const value of vector) {
		total = add(total, value);
	}

	return total;
}

/** Scale the numbers so that they sum to 1; a sum of 0 leaves them as they are. */
export function normalize(vector: Vector, total: Fixed = sum(vector)): Vector {
	return total === zero ? vector : vector.map(value => divide(value, total));
}

/** Keep the numbers of the UIDs that are chosen, 0 for the others. */
export function keepWhere(vector: Vector, chosen: readonly boolean[]): Vector {
	return vector.map((value, uid) => (chosen[uid] === true ? value : zero));
}

/** Multiply number by number. */
export function multiplyEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => multiply(value, right[uid]!));
}

/** Divide number by number; 0 where there is nothing to divide by. */
export function divideEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => divide(value, right[uid]!));
}

/** Add number to number. */
export function addEach(left: Vector, right: Vector): Vector {
	return left.map((value, uid) => add(value, right[uid]!));
}

/** The places of the vector, ascending. */
export function indexesOf(vector: Vector): readonly number[] {
	return vector.map((_value, index) => index);
}
