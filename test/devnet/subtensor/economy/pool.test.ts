import {expect, test} from 'vitest';
import {
	evenWeight,
	fullWeight,
	getPrice,
	inject,
	type Pool,
} from '../../../../src/devnet/subtensor/economy/pool.ts';
import {createNumbers, q64Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const even = (tao: bigint, alpha: bigint): Pool => ({tao, alpha, quoteWeight: evenWeight});

test('at even weights the price is the quotient of the reserves', () => {
	expect(getPrice(even(10n * whole, 40n * whole))).toBe(q64Of(0.25));
	expect(getPrice(even(30n * whole, 10n * whole))).toBe(q64Of(3));
});

test('weights move the price', () => {
	// (0.75 · 10) / (0.25 · 10) = 3
	expect(getPrice({tao: 10n, alpha: 10n, quoteWeight: fullWeight / 4n})).toBe(q64Of(3));
});

test('a pool without alpha has the price 0', () => {
	expect(getPrice(even(10n, 0n))).toBe(0n);
});

test('adding at the price keeps the weights', () => {
	expect(inject(even(10n * whole, 40n * whole), {tao: whole, alpha: 4n * whole})).toEqual(
		even(11n * whole, 44n * whole),
	);
});

test('adding only TAO shifts the weight to it: wT = (T + dT) / (p · A + T + dT)', () => {
	// 15 / (10 + 15) = 0.6
	expect(inject(even(10n * whole, 10n * whole), {tao: 5n * whole, alpha: 0n})?.quoteWeight).toBe(
		(fullWeight * 6n) / 10n,
	);
});

test('adding in any proportion leaves the price within 1e-15', () => {
	const numbers = createNumbers(3n);
	let pool: Pool = even(1000n * whole, 3000n * whole);
	for (let round = 0; round < 500; round++) {
		const price = Number(getPrice(pool));
		const after = inject(pool, {tao: numbers(whole), alpha: numbers(whole)});
		expect(after).toBeDefined();
		pool = after ?? pool;
		expect(Math.abs(Number(getPrice(pool)) / price - 1)).toBeLessThan(1e-15);
	}
});

test('nothing is added that would push a weight under 0.01', () => {
	expect(inject(even(whole, whole), {tao: 1000n * whole, alpha: 0n})).toBeUndefined();
	expect(inject(even(whole, whole), {tao: 0n, alpha: 1000n * whole})).toBeUndefined();
});

test('an empty pool starts with even weights', () => {
	expect(inject(even(0n, 0n), {tao: whole, alpha: 0n})).toEqual(even(whole, 0n));
});
