/**
A number of the chain's type `I32F32`: a signed 64-bit integer that counts 1/2³². It saturates instead of wrapping, and a product is rounded down.

@see https://github.com/encointer/substrate-fixed, tag v0.6.0
*/
export type Fixed = bigint;

const maximum = 9_223_372_036_854_775_807n;
const minimum = -9_223_372_036_854_775_808n;
const u16Maximum = 65_535n;

export const zero: Fixed = 0n;
/** 2³² counts of 1/2³². */
export const one: Fixed = 4_294_967_296n;
export const half: Fixed = one / 2n;
/** The largest value. */
export const largest: Fixed = maximum;

/** Convert a whole number to `Fixed`. */
export function fromInteger(value: number | bigint): Fixed {
	return saturate(BigInt(value) * one);
}

/** Convert a stored u16 share, of 65,535, to `Fixed` between 0 and 1. */
export function fromProportion(value: number): Fixed {
	return (BigInt(value) * one) / u16Maximum;
}

/** Convert a share between 0 and 1 to the u16 the chain stores, rounded down and clamped to 0…65,535. */
export function toProportion(value: Fixed): number {
	return Number(clamp(scaleDown(value * u16Maximum), 0n, u16Maximum));
}

/** Add, saturating. */
export function add(left: Fixed, right: Fixed): Fixed {
	return saturate(left + right);
}

/** Subtract, saturating. */
export function subtract(left: Fixed, right: Fixed): Fixed {
	return saturate(left - right);
}

/** Multiply, rounding down and saturating. */
export function multiply(left: Fixed, right: Fixed): Fixed {
	return saturate(scaleDown(left * right));
}

/** Divide, rounding towards zero; 0 if the divisor is 0 or the quotient overflows (`safe_div` of the chain). */
export function divide(dividend: Fixed, divisor: Fixed): Fixed {
	return checkedDivide(dividend, divisor) ?? zero;
}

/** Multiply, or report overflow. */
export function checkedMultiply(left: Fixed, right: Fixed): Fixed | undefined {
	return fitting(scaleDown(left * right));
}

/** Divide, rounding towards zero, or report that there is no result. */
export function checkedDivide(dividend: Fixed, divisor: Fixed): Fixed | undefined {
	return divisor === zero ? undefined : fitting((dividend * one) / divisor);
}

/** Add, or report overflow. */
export function checkedAdd(left: Fixed, right: Fixed): Fixed | undefined {
	return fitting(left + right);
}

/** Get the smaller of two. */
export function smaller(left: Fixed, right: Fixed): Fixed {
	return left < right ? left : right;
}

/** Get the larger of two. */
export function larger(left: Fixed, right: Fixed): Fixed {
	return left > right ? left : right;
}

/** Clamp the value; the upper bound is applied first. */
export function clamp(value: Fixed, low: Fixed, high: Fixed): Fixed {
	return larger(smaller(value, high), low);
}

/** Get a share between 0 and 1 of an amount, rounded down. */
export function portion(amount: bigint, share: Fixed): bigint {
	return scaleDown(amount * share);
}

function scaleDown(bits: bigint): bigint {
	return bits >> 32n;
}

function saturate(bits: bigint): Fixed {
	return fitting(bits) ?? (bits < 0n ? minimum : maximum);
}

function fitting(bits: bigint): Fixed | undefined {
	return bits > maximum || bits < minimum ? undefined : bits;
}
