import {expect, test} from 'vitest';
import {createHeap} from '../../src/support/heap.ts';
import {createRandom, drawIndex} from '../../src/support/random.ts';

type Item = {readonly rank: number};

const create = () => createHeap<Item>((one, other) => one.rank < other.rank);

function empty({first, remove}: ReturnType<typeof create>) {
	const ranks: number[] = [];
	for (let item = first(); item; item = first()) {
		ranks.push(item.rank);
		remove(item);
	}

	return ranks;
}

test('what comes in any order leaves in order, whatever was taken out between', () => {
	const random = createRandom(5);
	for (let round = 0; round < 200; round++) {
		const heap = create();
		const items = Array.from({length: drawIndex(random, 40)}, () => ({
			rank: drawIndex(random, 20),
		}));
		const kept = items.filter((item, index) => {
			heap.add(item);
			const out = items[drawIndex(random, index + 1)]!;
			return out !== item || !heap.remove(out);
		});

		expect(heap.size()).toBe(kept.length);
		expect(empty(heap)).toEqual(kept.map(({rank}) => rank).toSorted((a, b) => a - b));
	}
});

test('an item is removed from the middle, and only once', () => {
	const heap = create();
	const items = [9, 1, 8, 2, 7, 3].map(rank => ({rank}));
	for (const item of items) {
		heap.add(item);
	}

	expect(heap.remove(items[2]!)).toBe(true);
	expect(heap.remove(items[2]!)).toBe(false);
	expect(empty(heap)).toEqual([1, 2, 3, 7, 9]);
	expect(heap.first()).toBeUndefined();
	expect(heap.size()).toBe(0);
});
