import {expect, test} from 'vitest';
import {power, powerBits} from '../../../../src/devnet/subtensor/economy/power.ts';
import {createNumbers} from '../../../helpers/chain/economy-numbers.ts';

const one = 1n << powerBits;
const toNumber = (value: bigint) => Number(value) / Number(one);

test('a power by one half is the root', () => {
	const {down, up} = power({numerator: 1n, denominator: 4n}, {numerator: 1n, denominator: 2n});
	expect(down).toBeLessThanOrEqual(one / 2n);
	expect(up).toBeGreaterThanOrEqual(one / 2n);
	expect(up - down).toBe(2n);
});

test('a power by 0 is 1 and a power of 1 is 1', () => {
	const bases = [
		[
			{numerator: 7n, denominator: 3n},
			{numerator: 0n, denominator: 1n},
		],
		[
			{numerator: 5n, denominator: 5n},
			{numerator: 7n, denominator: 2n},
		],
	] as const;
	for (const [base, exponent] of bases) {
		const {down, up} = power(base, exponent);
		expect(down).toBeLessThanOrEqual(one);
		expect(up).toBeGreaterThanOrEqual(one);
		expect(up - down).toBe(2n);
	}
});

test('both bounds bracket exact whole-number powers, however far from 1', () => {
	const numbers = createNumbers(1n);
	for (let round = 0; round < 200; round++) {
		const numerator = numbers(1000n) + 1n;
		const denominator = numbers(1000n) + 1n;
		const exponent = numbers(4n) + 1n;
		const {down, up} = power({numerator, denominator}, {numerator: exponent, denominator: 1n});
		const exact = (numerator ** exponent * one) / denominator ** exponent;
		expect(down).toBeLessThanOrEqual(exact);
		expect(up).toBeGreaterThanOrEqual(exact);
		expect(up - exact).toBeLessThanOrEqual(2n);
	}
});

test('powers agree with floating point as far as that goes', () => {
	const numbers = createNumbers(2n);
	for (let round = 0; round < 200; round++) {
		const numerator = numbers(10n ** 15n) + 1n;
		const denominator = numerator + numbers(10n ** 15n) + 1n;
		const weight = numbers(98n) + 1n;
		const {up} = power({numerator, denominator}, {numerator: weight, denominator: 100n - weight});
		const expected =
			(Number(numerator) / Number(denominator)) ** (Number(weight) / Number(100n - weight));
		expect(Math.abs(toNumber(up) - expected)).toBeLessThan(1e-13);
	}
});

test('a base that is not positive is refused', () => {
	const exponent = {numerator: 1n, denominator: 2n};
	expect(() => power({numerator: 0n, denominator: 1n}, exponent)).toThrow(RangeError);
	expect(() => power({numerator: 1n, denominator: 0n}, exponent)).toThrow(RangeError);
});
