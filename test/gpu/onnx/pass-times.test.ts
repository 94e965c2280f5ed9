import {expect, test} from 'vitest';
import {createPassTimes} from '../../../src/gpu/onnx/pass-times.ts';

const first = {rows: 8, isFirst: true};
const later = {rows: 8, isFirst: false};

/** Get the limit of a kind of pass that has always taken so long. */
function limitAfter(milliseconds: number, longest = 60_000) {
	const times = createPassTimes(longest);
	times.learn(later, milliseconds);
	return times.limit(later);
}

test('a pass of a size that was never computed may take long', () => {
	const times = createPassTimes(60_000);
	times.learn(first, 20_000);

	expect(times.limit(later)).toBe(60_000);
	expect(times.limit({rows: 16, isFirst: true})).toBe(60_000);
	expect(times.limit(first)).toBe(40_000);
});

test('one of a known size may take three times as long as usual, within bounds', () => {
	expect(limitAfter(5)).toBe(4000);
	expect(limitAfter(2000)).toBe(6000);
	expect(limitAfter(3000)).toBe(7000);
	expect(limitAfter(6000)).toBe(12_000);
	expect(limitAfter(6000, 10_000)).toBe(10_000);
	expect(limitAfter(100, 200)).toBe(200);
});

test('what is usual follows slowly, and a stall of ours hardly counts', () => {
	const times = createPassTimes(60_000);
	times.learn(later, 2000);
	times.learn(later, 1200);
	expect(times.limit(later)).toBe(3 * 1900);
	times.learn(later, 8 * 3_600_000);
	expect(times.limit(later)).toBe(7000);
	for (let pass = 0; pass < 50; pass++) {
		times.learn(later, 1);
	}

	expect(times.limit(later)).toBe(4000);
});
