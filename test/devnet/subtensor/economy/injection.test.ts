import {expect, test} from 'vitest';
import {
	getRootProportion,
	splitInjection,
} from '../../../../src/devnet/subtensor/economy/injection.ts';
import {createNumbers, q32Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const halfWeight = 0x7f_ff_ff_ff_ff_ff_ff_ffn;

test('what can be added at the price is added, and nothing is left to buy with', () => {
	expect(
		splitInjection({
			emission: whole << 32n,
			price: q32Of(2),
			alphaEmission: whole,
			rootProportion: q32Of(0.75),
		}),
	).toEqual({tao: whole, alpha: whole / 2n, excess: 0n});
});

test('the alpha added is held to the root’s part, and the rest of the TAO buys', () => {
	// E / p = 2 alpha is more than r · a = 0.25: tao = 0.25 · 0.5
	expect(
		splitInjection({
			emission: whole << 32n,
			price: q32Of(0.5),
			alphaEmission: whole,
			rootProportion: q32Of(0.25),
		}),
	).toEqual({tao: 125_000_000n, alpha: 250_000_000n, excess: 875_000_000n});
});

test('without root stake all TAO buys', () => {
	expect(
		splitInjection({
			emission: whole << 32n,
			price: q32Of(0.5),
			alphaEmission: whole,
			rootProportion: 0n,
		}),
	).toEqual({tao: 0n, alpha: 0n, excess: whole});
});

test('the two ways of spending never exceed the emission', () => {
	const numbers = createNumbers(6n);
	for (let round = 0; round < 200; round++) {
		const emission = numbers(whole << 32n);
		const {tao, excess} = splitInjection({
			emission,
			price: numbers(2n ** 34n),
			alphaEmission: numbers(whole),
			rootProportion: numbers(2n ** 32n),
		});
		expect(tao + excess).toBeLessThanOrEqual(emission >> 32n);
		expect(tao + excess).toBeGreaterThanOrEqual((emission >> 32n) - 1n);
	}
});

test('the root’s part is its weighted TAO among that and the alpha', () => {
	// 100 · 0.5 / (100 · 0.5 + 150) = 0.25
	const part = getRootProportion({
		rootTao: 100n * whole,
		taoWeight: halfWeight,
		alphaIssuance: 150n * whole,
	});
	expect(Number(part) / 2 ** 32).toBeCloseTo(0.25, 8);
	expect(getRootProportion({rootTao: 0n, taoWeight: halfWeight, alphaIssuance: 0n})).toBe(0n);
});
