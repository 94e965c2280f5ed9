import {expect, test} from 'vitest';
import {
	decayBurn,
	getDecayFactor,
	raiseBurn,
} from '../../../../src/devnet/subtensor/economy/burn-price.ts';
import {q64Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const bounds = {minimum: 500_000n, maximum: 100n * whole};

test('a half-life of one block halves the price in a block', () => {
	expect(getDecayFactor(1)).toBe(2n ** 31n);
	expect(decayBurn(whole, {halfLife: 1, ...bounds})).toBe(whole / 2n);
});

test('the factor of two blocks is the root of one half, to the last bit', () => {
	// 2^32 / √2 = 3,037,000,499.97…, and 3,037,000,500² / 2^32 is 2^31 once rounded down.
	expect(getDecayFactor(2)).toBe(3_037_000_500n);
});

test('the price halves within 360 blocks, to 2 parts in a million', () => {
	let price = whole;
	for (let block = 0; block < 360; block++) {
		price = decayBurn(price, {halfLife: 360, ...bounds});
	}

	expect(Number(price)).toBeGreaterThan(499_999_000);
	expect(Number(price)).toBeLessThan(500_000_600);
});

test('the price never falls under its lower bound, nor stays over its upper one', () => {
	expect(decayBurn(500_001n, {halfLife: 1, ...bounds})).toBe(500_000n);
	expect(decayBurn(1000n * whole, {halfLife: 360, ...bounds})).toBe(100n * whole);
});

test('a half-life of 0 holds the price still', () => {
	expect(decayBurn(whole, {halfLife: 0, ...bounds})).toBe(whole);
});

test('a registration raises the price by the multiplier', () => {
	expect(raiseBurn(whole, {multiplier: q64Of(1.5), ...bounds})).toBe(1_500_000_000n);
	// The double 1.26 lies a little above 1.26, so nothing is lost to rounding.
	expect(raiseBurn(whole, {multiplier: q64Of(1.26), ...bounds})).toBe(1_260_000_000n);
});

test('a multiplier below 1 does not lower the price', () => {
	expect(raiseBurn(whole, {multiplier: q64Of(0.5), ...bounds})).toBe(whole);
});

test('a registration never raises the price above its upper bound', () => {
	expect(raiseBurn(90n * whole, {multiplier: q64Of(1.26), ...bounds})).toBe(100n * whole);
});

test('three registrations a half-life hold the price where it is', () => {
	let price = whole;
	for (let block = 1; block <= 360; block++) {
		price = decayBurn(price, {halfLife: 360, ...bounds});
		if (block % 120 === 0) {
			price = raiseBurn(price, {multiplier: q64Of(1.26), ...bounds});
		}
	}

	expect(Number(price) / Number(whole)).toBeCloseTo(1, 2);
});
