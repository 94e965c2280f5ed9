/** A positive fraction of whole numbers. */
export type Ratio = {
	readonly numerator: bigint;
	readonly denominator: bigint;
};

/** Fraction bits of intermediate values. Each step loses less than 2^-190, a result up to 2^50 less than 2^-130 in total. */
const bits = 192n;

/** 1.0 as an intermediate value. */
const unit = 1n << bits;

/** Fraction bits of a result. */
export const powerBits = 128n;

/**
Raise a fraction to a fraction, `base ^ exponent`, with 128 fraction bits.

The two results bracket the exact one: `down` is never above and `up` never below it, and they are 2^-127 apart. The arithmetic is integer only, so every machine gets the same bits.

@throws {RangeError} If a part of `base`, or the exponent's denominator, is not positive.

@example
```
power({numerator: 1n, denominator: 4n}, {numerator: 1n, denominator: 2n}).up - 2n ** 127n;
//=> 1n
```
*/
export function power(base: Ratio, exponent: Ratio): {readonly down: bigint; readonly up: bigint} {
	if (base.numerator <= 0n || base.denominator <= 0n || exponent.denominator <= 0n) {
		throw new RangeError('A power needs a positive base and a defined exponent');
	}

	const scaled = (logarithm(base) * exponent.numerator) / exponent.denominator;
	const near = exponential(scaled) >> (bits - powerBits);
	return {down: near > 0n ? near - 1n : 0n, up: near + 1n};
}

/** Compute the natural logarithm: `k · ln 2 + 2 · artanh((m − 1) / (m + 1))`, with `m` reduced to near 1 by `k` halvings. */
function logarithm({numerator, denominator}: Ratio): bigint {
	const halvings = BigInt(bitLength(numerator) - bitLength(denominator));
	const top = halvings < 0n ? numerator << -halvings : numerator;
	const bottom = halvings > 0n ? denominator << halvings : denominator;
	const whole = halvings * ln2;
	const half = artanh({numerator: top - bottom, denominator: top + bottom});
	return whole + half + half;
}

/** Compute `z + z³/3 + z⁵/5 + …`, for |z| up to 1/3. */
function artanh({numerator, denominator}: Ratio): bigint {
	const z = (numerator << bits) / denominator;
	const square = (z * z) >> bits;
	let sum = 0n;
	let term = z;
	for (let odd = 1n; term / odd !== 0n; odd += 2n) {
		sum += term / odd;
		term = (term * square) / unit;
	}

	return sum;
}

/** Compute `2^k · e^r`, with `r` in 0..ln 2, by the series `1 + r + r²/2! + …` */
function exponential(value: bigint): bigint {
	const rest = ((value % ln2) + ln2) % ln2;
	const doublings = (value - rest) / ln2;
	let sum = 0n;
	let term = unit;
	for (let count = 1n; term > 0n; count++) {
		sum += term;
		term = ((term * rest) >> bits) / count;
	}

	return doublings >= 0n ? sum << doublings : sum >> -doublings;
}

const bitLength = (value: bigint) => value.toString(2).length;

const ln2 = 2n * artanh({numerator: 1n, denominator: 3n});
