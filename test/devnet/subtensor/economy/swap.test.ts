import {expect, test} from 'vitest';
import {
	evenWeight,
	fullWeight,
	getPrice,
	type Pool,
} from '../../../../src/devnet/subtensor/economy/pool.ts';
import {
	buyAlpha,
	priceFromRao,
	sellAlpha,
	type Swap,
	type SwapRefusal,
} from '../../../../src/devnet/subtensor/economy/swap.ts';
import {createNumbers, q64Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const even = (tao: bigint, alpha: bigint): Pool => ({tao, alpha, quoteWeight: evenWeight});

const done = (result: Swap | SwapRefusal): Swap => {
	if (!result.ok) {
		throw new Error(result.reason);
	}

	return result;
};

test('at even weights a buy is constant product: 100 · 25 / 125 = 20', () => {
	const result = done(buyAlpha(even(100n * whole, 100n * whole), {amount: 25n * whole}));
	expect(result).toMatchObject({paidIn: 25n * whole, paidOut: 20n * whole, fee: 0n});
	expect(result.pool).toEqual(even(125n * whole, 80n * whole));
});

test('at even weights a sale is constant product, rounded down', () => {
	// 100e9 · 7 / (100e9 + 7) = 6.9999…
	expect(done(sellAlpha(even(100n * whole, 100n * whole), {amount: 7n})).paidOut).toBe(6n);
});

test('at weights of 1 to 3 a buy follows the power law', () => {
	// WT = 0.25, wA = 0.75: out = A · (1 − (T / (T + y))^(1/3)), and (1 / 8)^(1/3) = 1/2
	const pool = {tao: 10n * whole, alpha: 64n * whole, quoteWeight: fullWeight / 4n};
	const {paidOut} = done(buyAlpha(pool, {amount: 70n * whole}));
	expect(32n * whole - paidOut).toBeLessThanOrEqual(1n);
	expect(paidOut).toBeLessThanOrEqual(32n * whole);
});

test('at weights of 1 to 3 a sale follows the power law', () => {
	// Out = T · (1 − (A / (A + x))^3), and (1 / 2)^3 = 1/8
	const pool = {tao: 64n * whole, alpha: 10n * whole, quoteWeight: fullWeight / 4n};
	const {paidOut} = done(sellAlpha(pool, {amount: 10n * whole}));
	expect(56n * whole - paidOut).toBeLessThanOrEqual(1n);
	expect(paidOut).toBeLessThanOrEqual(56n * whole);
});

test('the fee of 33 in 65,535 is taken of the input first', () => {
	const {fee, paidIn, pool} = done(
		buyAlpha(even(100n * whole, 100n * whole), {amount: whole, feeRate: 33n}),
	);
	// 1e9 · 33 / 65,535 = 503,547.7…
	expect(fee).toBe(503_547n);
	expect(paidIn).toBe(whole - 503_547n);
	expect(pool.tao).toBe(101n * whole - 503_547n);
});

test('a buy stops at its price limit', () => {
	// T · ((q / p)^0.5 − 1) = 100 · (√1.21 − 1) = 10
	const {paidIn, pool} = done(
		buyAlpha(even(100n * whole, 100n * whole), {amount: 50n * whole, limit: q64Of(1.21)}),
	);
	expect(10n * whole - paidIn).toBeLessThanOrEqual(1n);
	expect(getPrice(pool)).toBeLessThanOrEqual(q64Of(1.21));
});

test('a sale stops at its price limit', () => {
	// A · ((p / q)^0.5 − 1) = 100 · (√(1 / 0.64) − 1) = 25
	const {paidIn, paidOut, fee} = done(
		sellAlpha(even(100n * whole, 100n * whole), {
			amount: 99n * whole,
			limit: q64Of(0.64),
			feeRate: 33n,
		}),
	);
	expect(25n * whole - paidIn).toBeLessThanOrEqual(1n);
	expect(20n * whole - paidOut).toBeLessThanOrEqual(2n);
	// The fee is on top of what was taken: 25e9 · 33 / (65,535 − 33) = 12,595,035.2…
	expect(fee).toBe(12_595_035n);
});

test('a limit that the price has reached already is refused', () => {
	const pool = even(100n * whole, 100n * whole);
	const refusal = {ok: false, reason: 'PriceLimitExceeded'};
	expect(buyAlpha(pool, {amount: whole, limit: priceFromRao(whole)})).toEqual(refusal);
	expect(sellAlpha(pool, {amount: whole, limit: priceFromRao(whole)})).toEqual(refusal);
});

test('a pool with less than 1,000,000 of what it would pay does not trade', () => {
	const refusal = {ok: false, reason: 'ReservesTooLow'};
	expect(buyAlpha(even(whole, 999_999n), {amount: whole})).toEqual(refusal);
	expect(sellAlpha(even(999_999n, whole), {amount: whole})).toEqual(refusal);
	expect(buyAlpha(even(whole, 1_000_000n), {amount: whole}).ok).toBe(true);
});

test('more than 1000 times the reserve is not taken', () => {
	const pool = even(whole, whole);
	expect(buyAlpha(pool, {amount: 1000n * whole}).ok).toBe(true);
	expect(buyAlpha(pool, {amount: 1000n * whole + 1n})).toEqual({
		ok: false,
		reason: 'SwapInputTooLarge',
	});
});

test('an input too small to buy anything is refused rather than kept', () => {
	expect(buyAlpha(even(1000n * whole, whole), {amount: 1n})).toEqual({
		ok: false,
		reason: 'ReservesTooLow',
	});
});

test('no walk of trades, at any weights, pays out a reserve or gains from a round trip', () => {
	const numbers = createNumbers(4n);
	for (let round = 0; round < 300; round++) {
		const pool = {
			tao: numbers(10_000n * whole) + whole,
			alpha: numbers(10_000n * whole) + whole,
			quoteWeight: (fullWeight * (numbers(99n) + 1n)) / 100n,
		};
		const amount = numbers(pool.tao * 10n) + 1000n;
		const bought = buyAlpha(pool, {amount});
		if (!bought.ok) {
			continue;
		}

		expect(bought.paidOut).toBeLessThan(pool.alpha);
		expect(bought.pool).toMatchObject({
			tao: pool.tao + bought.paidIn,
			alpha: pool.alpha - bought.paidOut,
		});
		const sold = sellAlpha(bought.pool, {amount: bought.paidOut});
		if (!sold.ok) {
			continue;
		}

		expect(sold.paidOut).toBeLessThanOrEqual(bought.paidIn);
		expect(sold.pool.tao).toBeGreaterThanOrEqual(pool.tao);
	}
});
