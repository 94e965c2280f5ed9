import {expect, test} from 'vitest';
import {createReplayWindow} from '../../src/protocol/replay-window.ts';

test('a key is known for at least the duration and forgotten after two', () => {
	for (const start of [0, 1, 500, 999]) {
		const remember = createReplayWindow({duration: 1000, capacity: 10});
		remember('opens the first generation', 0);

		expect(remember('key', start)).toBe('new');
		expect(remember('key', start + 1000)).toBe('seen');
	}

	const remember = createReplayWindow({duration: 1000, capacity: 10});
	remember('key', 0);
	remember('other', 1000);
	remember('another', 2000);
	expect(remember('key', 2000)).toBe('new');
});

test('a generation takes as many keys as it may, and the next one as many again', () => {
	const remember = createReplayWindow({duration: 1000, capacity: 2});

	expect(['a', 'b', 'c', 'a'].map(key => remember(key, 0))).toEqual(['new', 'new', 'full', 'seen']);
	expect(['c', 'd', 'e', 'a'].map(key => remember(key, 1000))).toEqual([
		'new',
		'new',
		'full',
		'seen',
	]);
});

test('a clock that is set back neither forgets a key nor stops the generations', () => {
	const remember = createReplayWindow({duration: 1000, capacity: 2});
	remember('a', 100_000);

	expect(remember('a', 50_000)).toBe('seen');
	expect(remember('b', 50_000)).toBe('new');
	expect(remember('c', 50_500)).toBe('full');
	expect(remember('c', 51_000)).toBe('new');
	expect(remember('a', 51_000)).toBe('seen');
});
