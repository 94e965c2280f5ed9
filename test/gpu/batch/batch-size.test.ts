import {expect, test} from 'vitest';
import {createBatchSizer, type BatchSizerOptions} from '../../../src/gpu/batch/batch-size.ts';

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
	expect(sizes.slice(0, 28)).toEqual(
		[1, 2, 4, 8, 16, 32, 64].flatMap(size => [size, size, size, size]),
	);
	expect(new Set(sizes.slice(28))).toEqual(new Set([64]));
});

test('a device whose items get slower in batches gets them one by one', () => {
	const {sizes} = work(slowing, 64);
	expect(Math.max(...sizes)).toBeLessThan(8);
	expect(new Set(sizes.slice(8))).toEqual(new Set([1]));
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

test('the best of the first four counts, and what comes later shifts it slowly', () => {
	const sizer = createBatchSizer();
	const expectAfter = (duration: number) => {
		sizer.learn(1, duration);
		return sizer.expect(1);
	};

	expect(sizer.expect(5)).toBe(0);
	expect(expectAfter(10)).toBe(10);
	expect(expectAfter(6)).toBe(6);
	expect(expectAfter(9)).toBe(6);
	expect(expectAfter(20)).toBe(6);
	expect(expectAfter(8)).toBeCloseTo(6.4);
	expect(expectAfter(1)).toBeCloseTo(5.32);
	expect(expectAfter(1000)).toBeCloseTo(6.384);
});

test('a size is expected to take what its neighbor of known speed takes', () => {
	const sizer = createBatchSizer();
	sizer.learn(1, 10);
	sizer.learn(2, 4);

	expect([1, 2, 3, 16].map(size => sizer.expect(size))).toEqual([10, 4, 6, 32]);
});

test('sizes that were skipped are tried before the larger one counts', () => {
	const sizer = createBatchSizer();
	sizer.learn(8, 40);
	expect([1, 2, 8].map(size => sizer.expect(size))).toEqual([5, 10, 40]);
	const sizes = Array.from({length: 16}, () => {
		const size = sizer.pick(64);
		sizer.learn(size, 5);
		return size;
	});

	expect(sizes).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 16]);
});

test('a size is tried as long as the one below is within a tenth of the cheapest', () => {
	const sizesWith = (loss: number) =>
		new Set(work(size => size * (1 + (loss * Math.log2(size)) / 4), 16, {batches: 24}).sizes);

	expect(sizesWith(0.4)).toEqual(new Set([1, 2, 4]));
	expect(sizesWith(0.2)).toEqual(new Set([1, 2, 4, 8]));
});

test('what waits between two sizes is not taken together where the larger does not pay', () => {
	const {sizer} = work(size => (size <= 4 ? 10 : 10 * size), 64, {retryAfter: Infinity});
	expect(sizer.pick(7)).toBe(4);
	const {sizer: indifferent} = work(size => 20 * size, 32);
	expect(indifferent.pick(7)).toBe(1);
});

test('a batch that is just done in time is not made smaller', () => {
	const {sizer} = work(size => 10 + size, 64);
	expect(sizer.pick(16, sizer.expect(16))).toBe(16);
	expect(sizer.pick(16, sizer.expect(16) - 0.001)).toBe(8);
});

test('the size above the best is tried anew after so many batches, if as many wait', () => {
	const {sizer, sizes} = work(slowing, 64, {batches: 60, retryAfter: 20});
	const trials = sizes.flatMap((size, batch) => (size === 2 ? [batch] : []));
	expect(trials).toEqual([4, 5, 6, 7, 29, 30, 31, 32, 54, 55, 56, 57]);

	for (let batch = 0; batch < 30; batch++) {
		expect(sizer.pick(1)).toBe(1);
		sizer.learn(1, 1);
	}
});

test('the size below the best is tried anew, too, and what was known of it is forgotten', () => {
	const sizer = createBatchSizer({retryAfter: 20});
	let fixed = 100;
	const next = () => {
		const size = sizer.pick(4);
		sizer.learn(size, fixed + size);
		return size;
	};

	Array.from({length: 12}, next);
	expect([sizer.expect(2), next()]).toEqual([102, 4]);
	fixed = 0;
	const sizes = Array.from({length: 60}, next);

	expect(sizer.expect(2)).toBe(2);
	expect(sizes.at(-1)).toBe(1);
});

test('each batch moves what is expected by a fifth of the difference, a stall by a fifth at most', () => {
	const {sizer} = work(() => 8, 8);
	const learn = (duration: number) => {
		sizer.learn(8, duration);
		return sizer.expect(8);
	};

	expect(learn(12)).toBeCloseTo(8.8);
	expect(learn(12)).toBeCloseTo(9.44);
	expect(learn(10_000)).toBeCloseTo(9.44 * 1.2);
});
