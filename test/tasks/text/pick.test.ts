import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {
	pick,
	pickAny,
	pickNumber,
	pickSome,
	pickWeighted,
} from '../../../src/tasks/text/world/pick.ts';

const random = createRandom(1);
const repeat = (draw: () => unknown) => new Set(Array.from({length: 300}, () => draw()));

test('each item may be picked, and from an empty list nothing', () => {
	expect(repeat(() => pick(random, ['a', 'b', 'c']))).toEqual(new Set(['a', 'b', 'c']));
	expect(repeat(() => pickAny(random, ['a', 'b']))).toEqual(new Set(['a', 'b']));
	expect(pickAny<string>(random, [])).toBeUndefined();
});

test('some items are picked once each, in any order, and the list stays as it was', () => {
	const items = ['a', 'b', 'c'];

	expect(repeat(() => pickSome(random, items, 2).join(''))).toEqual(
		new Set(['ab', 'ac', 'ba', 'bc', 'ca', 'cb']),
	);
	expect(repeat(() => pickSome(random, items).join('')).size).toBe(6);
	expect(pickSome(random, items, 0)).toEqual([]);
	expect(items).toEqual(['a', 'b', 'c']);
});

test('numbers include both ends', () => {
	expect(repeat(() => pickNumber(random, 2, 4))).toEqual(new Set([2, 3, 4]));
	expect(repeat(() => pickNumber(random, 5, 5))).toEqual(new Set([5]));
});

test.each([
	[0, 'a'],
	[0.24, 'a'],
	[0.26, 'c'],
	[0.999, 'c'],
	// A draw past the end, as by rounding, is the last item.
	[1, 'c'],
])('at %d of the weights, that item is picked', (share, name) => {
	const items = [
		{name: 'a', weight: 1},
		{name: 'b', weight: 0},
		{name: 'c', weight: 3},
	];

	expect(pickWeighted(() => share, items).name).toBe(name);
});
