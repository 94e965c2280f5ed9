/**
Unsigned numbers with a fixed count of binary fraction bits, held as a bigint of that many times 2^bits.

Every result is rounded down, as on the main chain, so that the same inputs give the same bits on every machine and nothing is paid twice.
*/
export type FixedPoint = {
	/** 1.0 */
	readonly one: bigint;
	/** A whole number. */
	readonly from: (whole: bigint) => bigint;
	/** A quotient of whole numbers; 0 where the divisor is 0. */
	readonly ratio: (dividend: bigint, divisor: bigint) => bigint;
	readonly multiply: (left: bigint, right: bigint) => bigint;
	/** A quotient; 0 where the divisor is 0. */
	readonly divide: (dividend: bigint, divisor: bigint) => bigint;
	/** The whole number below. */
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

/** The chain's U96F32: amounts while they are split. Fractions are good to 2.3e-10. */
export const q32 = fixedPoint(32n);

/** The chain's U64F64: prices and shares. Fractions are good to 5.4e-20. */
export const q64 = fixedPoint(64n);

/** A number of 64 fraction bits with 32 of them, rounded down. */
export const q32From64 = (value: bigint): bigint => value >> 32n;

/** A number of 32 fraction bits with 64 of them; exact. */
export const q64From32 = (value: bigint): bigint => value << 32n;

/** The larger amount below is never paid out: `left − right`, or 0. */
export const subtract = (left: bigint, right: bigint): bigint => (left > right ? left - right : 0n);

export const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);

export const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** The order of two amounts, as `toSorted()` wants it. */
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
