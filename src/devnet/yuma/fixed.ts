/**
A number of the chain's type `I32F32`: a signed 64-bit integer that counts 1/2³². It saturates instead of wrapping, and a product is rounded down.

@see https://github.com/encointer/substrate-fixed, tag v0.6.0
*/
export type Fixed = bigint;

const maximum = 9_223_372_036_854_775_807n;
const minimum = -9_223_372_036_854_775_808n;
const u16Maximum = 65_535n;

/** Nothing. */
export const zero: Fixed = 0n;
/** All of it. */
export const one: Fixed = 4_294_967_296n;
/** Half of one. */
export const half: Fixed = one / 2n;
/** The largest number there is. */
export const largest: Fixed = maximum;

/** The whole number as `Fixed`. */
export function fromInteger(value: number | bigint): Fixed {
	return saturate(BigInt(value) * one);
}

/** A share stored as u16, 65,535 being all of it, as `Fixed` between 0 and 1. */
export function fromProportion(value: number): Fixed {
	return (BigInt(value) * one) / u16Maximum;
}

/** A share between 0 and 1 as the chain stores it, rounded down; what lies outside is held at 0 or 65,535. */
export function toProportion(value: Fixed): number {
	return Number(clamp(scaleDown(value * u16Maximum), 0n, u16Maximum));
}

/** Add; what does not fit is the end of the range. */
export function add(left: Fixed, right: Fixed): Fixed {
	return saturate(left + right);
}

/** Subtract; what does not fit is the end of the range. */
export function subtract(left: Fixed, right: Fixed): Fixed {
	return saturate(left - right);
}

/** Multiply, rounding down; what does not fit is the end of the range. */
export function multiply(left: Fixed, right: Fixed): Fixed {
	return saturate(scaleDown(left * right));
}

/** Divide, rounding towards zero; what has no answer, because the divisor is 0 or the quotient too large, is 0 (`safe_div` of the chain). */
export function divide(dividend: Fixed, divisor: Fixed): Fixed {
	return checkedDivide(dividend, divisor) ?? zero;
}

/** Multiply, or say that the product does not fit. */
export function checkedMultiply(left: Fixed, right: Fixed): Fixed | undefined {
	return fitting(scaleDown(left * right));
}

/** Divide, rounding towards zero, or say that there is no answer. */
export function checkedDivide(dividend: Fixed, divisor: Fixed): Fixed | undefined {
	return divisor === zero ? undefined : fitting((dividend * one) / divisor);
}

/** Add, or say that the sum does not fit. */
export function checkedAdd(left: Fixed, right: Fixed): Fixed | undefined {
	return fitting(left + right);
}

/** The smaller of two. */
export function smaller(left: Fixed, right: Fixed): Fixed {
	return left < right ? left : right;
}

/** The larger of two. */
export function larger(left: Fixed, right: Fixed): Fixed {
	return left > right ? left : right;
}

/** Hold the value between the bounds; the upper one is applied first. */
export function clamp(value: Fixed, low: Fixed, high: Fixed): Fixed {
	return larger(smaller(value, high), low);
}

/** The part of an amount that a share between 0 and 1 makes, rounded down. */
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
