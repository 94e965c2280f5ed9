/**
Unsigned numbers with a fixed number of binary fraction bits, represented as a bigint multiple of 2^-bits.

Every result is rounded down, as on the main chain, so that the same inputs give the same bits on every machine and nothing is paid twice.
*/
export type FixedPoint = {
	/** 1.0 */
	readonly one: bigint;
	/** A whole number. */
	readonly from: (whole: bigint) => bigint;
	/** A fraction of whole numbers; 0 if the divisor is 0. */
	readonly ratio: (dividend: bigint, divisor: bigint) => bigint;
	readonly multiply: (left: bigint, right: bigint) => bigint;
	/** A quotient; 0 if the divisor is 0. */
	readonly divide: (dividend: bigint, divisor: bigint) => bigint;
	/** The number rounded down to a whole number. */
	readonly floor: (value: bigint) => bigint;
};

const fixedPoint = (bits: bigint): FixedPoint => {
	const ratio = (dividend: bigint, divisor: bigint) =>
		divisor === 0n ? 0n : (dividend << bits) / divisor;
	return {
		one: 1n << bits,
		from: whole => whole << bits,
		ratio,
		multiply: (left, right) => (left * right) >> bits,
		divide: ratio,
		floor: value => value >> bits,
	};
};

/** The chain's U96F32, for dividing amounts. The resolution is 2.3e-10. */
export const q32 = fixedPoint(32n);

/** The chain's U64F64, for prices and shares. The resolution is 5.4e-20. */
export const q64 = fixedPoint(64n);

/** Convert 64 fraction bits to 32, rounding down. */
export const q32From64 = (value: bigint): bigint => value >> 32n;

/** Convert 32 fraction bits to 64, exactly. */
export const q64From32 = (value: bigint): bigint => value << 32n;

/** Subtract, saturating: `left − right`, or 0. */
export const subtract = (left: bigint, right: bigint): bigint => (left > right ? left - right : 0n);

export const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);

export const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** Compare two amounts, for `toSorted()`. */
export const compare = (left: bigint, right: bigint): number => {
	if (left === right) {
		return 0;
	}

	return left < right ? -1 : 1;
};

export const clamp = (value: bigint, low: bigint, high: bigint): bigint => {
	const raised = value < low ? low : value;
	return raised > high ? high : raised;
};
