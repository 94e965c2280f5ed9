import {expect, test} from 'vitest';
import {createBatchSizer, type BatchSizerOptions} from '../../src/gpu/batch-size.ts';

/** Let a learner see a device, so many waiting each time; returns the sizes that it picked. */
function work(
	duration: (size: number) => number,
	waiting: number,
	{batches = 100, ...options}: BatchSizerOptions & {readonly batches?: number} = {},
) {
	const sizer = createBatchSizer(options);
	const sizes = Array.from({length: batches}, () => {
		const size = sizer.pick(waiting);
		sizer.learn(size, duration(size));
		return size;
	});
	return {sizer, sizes};
}

/** Milliseconds of a batch on a device whose items get slower by a tenth with each doubling. */
const slowing = (size: number) => size ** 1.2;

test('a device that gains from batches gets the largest', () => {
	const {sizes} = work(() => 5, 64);
	expect(sizes.slice(0, 14)).toEqual([1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 32, 64, 64]);
	expect(new Set(sizes.slice(14))).toEqual(new Set([64]));
});

test('a device whose items get slower in batches gets them one by one', () => {
	const {sizes} = work(slowing, 64);
	expect(Math.max(...sizes)).toBeLessThan(8);
	expect(new Set(sizes.slice(6))).toEqual(new Set([1]));
});

test('a device that neither gains nor loses gets them one by one, so that nobody waits for others', () => {
	const {sizes} = work(size => 20 * size, 32);
	expect(sizes.at(-1)).toBe(1);
});

test('a device that gains up to a point gets batches of that size', () => {
	const {sizes} = work(size => Math.max(10, size), 64);
	expect(sizes.at(-1)).toBe(16);
});

test('what waits between two sizes goes as one batch once the larger is known to pay', () => {
	const {sizer} = work(() => 5, 64);
	expect(sizer.pick(7)).toBe(7);
	expect(sizer.pick(200)).toBe(64);
});

test('a batch that would not be done in time is made smaller, but never empty', () => {
	const {sizer} = work(size => 10 + size, 64);
	expect(sizer.expect(64)).toBeCloseTo(74);
	expect(sizer.pick(64, 30)).toBe(16);
	expect(sizer.pick(64, -5)).toBe(1);
});

test('the size above the best is tried again after a while', () => {
	let isCrowded = true;
	const {sizes} = work(size => (isCrowded ? slowing(size) : 1), 64, {
		batches: 50,
		retryAfter: 20,
	});
	expect(sizes.lastIndexOf(2)).toBeGreaterThan(10);

	const sizer = createBatchSizer({retryAfter: 20});
	let size = 0;
	for (let batch = 0; batch < 500; batch++) {
		size = sizer.pick(64);
		sizer.learn(size, isCrowded ? slowing(size) : 1);
		isCrowded = batch < 100;
	}

	expect(size).toBe(64);
});

test('one stall does not spoil what was learned', () => {
	const {sizer} = work(() => 5, 8);
	const before = sizer.expect(8);
	sizer.learn(8, 10_000);
	expect(sizer.expect(8)).toBeLessThan(before * 1.25);
});
