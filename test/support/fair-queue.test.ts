import {expect, test} from 'vitest';
import {createFairQueue} from '../../src/support/fair-queue.ts';

const create = (capacityOfSource = 10) => createFairQueue<string>({capacity: 10, capacityOfSource});

test('sources take turns, however many of one wait', () => {
	const queue = create();
	for (const item of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) {
		queue.add(item, {name: item[0]!, rank: 0});
	}

	expect(queue.take(4)).toEqual(['a1', 'b1', 'c1', 'a2']);
	expect(queue.size()).toBe(2);
	expect(queue.take(4)).toEqual(['b2', 'a3']);
	expect(queue.take(4)).toEqual([]);
});

test('a lower rank goes first, but no rank goes empty-handed', () => {
	const queue = create();
	for (const item of ['last1', 'last2', 'last3', 'first1', 'first2', 'first3']) {
		queue.add(item, {name: 'any', rank: item.startsWith('first') ? 0 : 2});
	}

	expect(queue.take(3)).toEqual(['first1', 'last1', 'first2']);
	expect(queue.take(1)).toEqual(['first3']);
	expect(queue.take(9)).toEqual(['last2', 'last3']);
});

test('neither one source nor all together fill more than their room', () => {
	const queue = create(4);
	const add = (name: string) => queue.add(name, {name, rank: 0});

	expect(Array.from({length: 5}, () => add('a'))).toEqual([true, true, true, true, false]);
	expect(Array.from({length: 4}, () => add('b'))).toEqual([true, true, true, true]);
	expect([add('c'), add('d'), add('e')]).toEqual([true, true, false]);
	queue.take(1);
	expect(add('e')).toBe(true);
});
