import {expect, test} from 'vitest';
import {moveAverage} from '../../../../src/devnet/subtensor/economy/moving-price.ts';
import {q32Of, q64Of} from '../../../helpers/chain/economy-numbers.ts';

const smoothing = 12_885n;
const halving = 201_600n;

test('an average at the spot price stays, but for the last bit', () => {
	const moving = q32Of(0.5);
	const after = moveAverage({moving, spot: q64Of(0.5), smoothing, age: 1000n, halving});
	expect(moving - after).toBeLessThanOrEqual(1n);
});

test('an average moves by k · (spot − average)', () => {
	// With age = halving, k = 0.000003 / 2; (1 − 0.25) · 1.5e-6 = 1.125e-6
	const after = moveAverage({
		moving: q32Of(0.25),
		spot: q64Of(1),
		smoothing,
		age: halving,
		halving,
	});
	expect(Number(after - q32Of(0.25)) / 2 ** 32).toBeCloseTo(1.125e-6, 9);
});

test('a spot price above 1 counts as 1', () => {
	const options = {moving: q32Of(0.25), smoothing, age: halving, halving};
	expect(moveAverage({...options, spot: q64Of(50)})).toBe(
		moveAverage({...options, spot: q64Of(1)}),
	);
});
