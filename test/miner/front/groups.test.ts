import {expect, test} from 'vitest';
import {createGroups} from '../../../src/miner/front/groups.ts';

test('items are counted by group, and what is not there is not removed', () => {
	const groups = createGroups<number>();
	expect(groups.size()).toBe(0);
	expect(groups.findLargest()).toBeUndefined();
	groups.add('a', 1);
	groups.add('a', 2);
	groups.add('b', 3);
	groups.remove('b', 1);
	groups.remove('c', 1);
	expect(groups.size()).toBe(3);
	expect([...groups.get('a')]).toEqual([1, 2]);
	expect([...groups.get('b')]).toEqual([3]);
	expect([...groups.get('c')]).toEqual([]);

	groups.remove('a', 1);
	groups.remove('a', 1);
	expect(groups.size()).toBe(2);
	expect([...groups.get('a')]).toEqual([2]);
});

test('the largest group that may be is found, of equals the oldest', () => {
	const groups = createGroups<number>();
	groups.add('a', 1);
	groups.add('b', 2);
	expect([...groups.findLargest()!]).toEqual([1]);
	groups.add('b', 3);
	expect([...groups.findLargest()!]).toEqual([2, 3]);
	expect([...groups.findLargest(name => name !== 'b')!]).toEqual([1]);
	expect(groups.findLargest(() => false)).toBeUndefined();
});

test('a group that was emptied is as young as its next item', () => {
	const groups = createGroups<number>();
	groups.add('a', 1);
	groups.add('b', 2);
	groups.remove('a', 1);
	groups.add('a', 3);

	expect([...groups.findLargest()!]).toEqual([2]);
});
