import {clamp, larger, q32, q64} from './fixed-point.ts';

export type BurnBounds = {
	/** In rao. */
	readonly minimum: bigint;
	/** In rao. */
	readonly maximum: bigint;
};

export type DecayOptions = BurnBounds & {
	/** Blocks in which the price halves. */
	readonly halfLife: number;
};

export type RaiseOptions = BurnBounds & {
	/** BurnIncreaseMult as stored, with 64 fraction bits; values below 1 count as 1. */
	readonly multiplier: bigint;
};

/**
Get the registration price of the next block, in rao: `price · 2^(−1 / halfLife)`, rounded down and clamped to its bounds. A half-life of 0 keeps it constant.

@example
```
decayBurn(1_000_000_000n, {halfLife: 1, minimum: 500_000n, maximum: 100_000_000_000n});
//=> 500_000_000n
```
*/
export function decayBurn(price: bigint, {halfLife, minimum, maximum}: DecayOptions): bigint {
	return clamp(q32.multiply(price, getDecayFactor(halfLife)), minimum, maximum);
}

/**
Get the registration price after a registration, in rao: `price · multiplier`, rounded down and clamped to its bounds.
*/
export function raiseBurn(price: bigint, {multiplier, minimum, maximum}: RaiseOptions): bigint {
	return clamp(q64.multiply(price, larger(multiplier, q64.one)), minimum, maximum);
}

const factors = new Map<number, bigint>();

/**
Get the factor of one block with 32 fraction bits: the largest number whose power by `halfLife` does not exceed one half, where the power is computed by squaring and each step is rounded down. This is the main chain's search, so the factor is bit-identical.
*/
export function getDecayFactor(halfLife: number): bigint {
	if (halfLife === 0) {
		return q32.one;
	}

	let factor = factors.get(halfLife);
	if (factor === undefined) {
		factor = searchDecayFactor(halfLife);
		factors.set(halfLife, factor);
	}

	return factor;
}

function searchDecayFactor(halfLife: number): bigint {
	const half = q32.one / 2n;
	let low = 0n;
	let high = q32.one;
	while (low + 1n < high) {
		const middle = (low + high) / 2n;
		if (power(middle, halfLife) > half) {
			high = middle;
		} else {
			low = middle;
		}
	}

	return low;
}

function power(base: bigint, exponent: number): bigint {
	let result = q32.one;
	let factor = base;
	for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
		if (rest % 2 === 1) {
			result = q32.multiply(result, factor);
		}

		factor = q32.multiply(factor, factor);
	}

	return result;
}
