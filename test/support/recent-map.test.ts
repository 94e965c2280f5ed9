import {expect, test} from 'vitest';
import {createRecentMap} from '../../src/support/recent-map.ts';

test('what was used longest ago is forgotten first', () => {
	const map = createRecentMap<string, number>(3);
	map.set('a', 1);
	map.set('b', 2);
	map.set('c', 3);
	map.get('a');
	map.set('b', 4);
	map.set('d', 5);

	expect(map.values()).toEqual([1, 4, 5]);
	expect(map.get('c')).toBeUndefined();
	expect(map.size()).toBe(3);
});

test('setting an entry again forgets no other', () => {
	const map = createRecentMap<string, number>(2);
	map.set('a', 1);
	map.set('b', 2);
	map.set('b', 3);

	expect(map.get('a')).toBe(1);
});

test('a deleted entry leaves room', () => {
	const map = createRecentMap<string, number>(2);
	map.set('a', 1);
	map.set('b', 2);
	map.delete('a');
	map.set('c', 3);

	expect(map.values()).toEqual([2, 3]);
});
