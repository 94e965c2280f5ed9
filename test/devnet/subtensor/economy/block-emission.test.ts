import {expect, test} from 'vitest';
import {
	getBlockEmission,
	getMintable,
} from '../../../../src/devnet/subtensor/economy/block-emission.ts';
import {whole} from '../../../helpers/chain/economy-numbers.ts';

test('a fresh chain makes 1 TAO a block', () => {
	expect(getBlockEmission(0n)).toBe(whole);
	expect(getBlockEmission(10_500_000n * whole - 1n)).toBe(whole);
});

test('emission halves at 10.5, 15.75 and 18.375 million', () => {
	expect(getBlockEmission(10_500_000n * whole)).toBe(500_000_000n);
	expect(getBlockEmission(15_750_000n * whole - 1n)).toBe(500_000_000n);
	expect(getBlockEmission(15_750_000n * whole)).toBe(250_000_000n);
	expect(getBlockEmission(18_375_000n * whole)).toBe(125_000_000n);
});

test('nothing is made from 21 million on', () => {
	expect(getBlockEmission(21_000_000n * whole)).toBe(0n);
	expect(getBlockEmission(22_000_000n * whole)).toBe(0n);
});

test('a block mints no more than is missing to 21 million', () => {
	expect(getMintable(21_000_000n * whole)).toBe(0n);
	expect(getMintable(0n)).toBe(whole);
	for (const missing of [1n, 2n, 1000n]) {
		expect(getMintable(21_000_000n * whole - missing)).toBeLessThanOrEqual(missing);
	}
});
