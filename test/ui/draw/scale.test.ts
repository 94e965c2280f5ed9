import {expect, test} from 'vitest';
import {niceMaximum} from '../../../src/ui/draw/scale.ts';

test.each([
	[1, 1],
	[1.01, 2],
	[3, 5],
	[5, 5],
	[7, 10],
	[120, 200],
	[999, 1000],
	[1000, 1000],
	[1001, 2000],
	[0.03, 0.05],
	[0.003, 0.005],
	[0.00007, 0.0001],
	[3e12, 5e12],
])('a scale for %d ends at %d', (highest, end) => {
	expect(niceMaximum([0, highest, undefined])).toBe(end);
});

test('a scale ends above zero even where nothing is', () => {
	expect(niceMaximum([])).toBe(1);
	expect(niceMaximum([0, undefined, NaN, -4])).toBe(1);
});

test('a scale does not end below the least that it was given', () => {
	expect(niceMaximum([3], {least: 10})).toBe(10);
	expect(niceMaximum([300], {least: 10})).toBe(500);
});

test('a scale stays while the values change a little', () => {
	const ends = [61, 70, 85, 99].map(highest => niceMaximum([highest]));

	expect(new Set(ends).size).toBe(1);
});

test('every scale is at least as high as its values and at most two and a half times', () => {
	for (let highest = 1e-6; highest < 1e9; highest *= 1.37) {
		const share = highest / niceMaximum([highest]);

		expect(share).toBeLessThanOrEqual(1);
		expect(share).toBeGreaterThan(0.39);
	}
});
