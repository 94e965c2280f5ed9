import {
	add,
	checkedAdd,
	checkedDivide,
	checkedMultiply,
	clamp,
	fromInteger,
	largest,
	one,
	zero,
	type Fixed,
} from './fixed.ts';

/** E as in the chain's library: with 23 fraction bits. */
const euler: Fixed = 22_802_600n * 512n;
/** Number of terms of the series the library sums: the fraction bits of `I32F32`. */
const terms = 32;
const bound = fromInteger(20);

/**
Raise e to a power as the chain does: the exponent clamped to −20…20, 32 terms of the Taylor series, and the reciprocal for a negative exponent.

@see https://github.com/encointer/substrate-fixed, `transcendental.rs`, tag v0.6.0
*/
export function exponential(power: Fixed): Fixed {
	const held = clamp(power, -bound, bound);
	if (held === zero) {
		return one;
	}

	if (held === one) {
		return euler;
	}

	const sum = series(held < zero ? -held : held);
	const result = sum !== undefined && held < zero ? checkedDivide(one, sum) : sum;
	return result ?? (held < zero ? zero : largest);
}

function series(power: Fixed): Fixed | undefined {
	let sum = add(power, one);
	let term = power;
	for (let index = 2; index < terms; index++) {
		const product = checkedMultiply(term, power);
		const next = product === undefined ? undefined : checkedDivide(product, fromInteger(index));
		const total = next === undefined ? undefined : checkedAdd(sum, next);
		if (next === undefined || total === undefined) {
			return undefined;
		}

		term = next;
		sum = total;
	}

	return sum;
}
