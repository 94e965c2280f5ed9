import {expect, test} from 'vitest';
import {
	createReplayWindow,
	type ReplayWindow,
	type ReplayWindowOptions,
} from '../../src/protocol/replay-window.ts';

/** A window that is told of senders alone; each has one nonce for all its requests. */
function create(options: ReplayWindowOptions) {
	const window: ReplayWindow = createReplayWindow(options);
	const nonces = new Map<string, bigint>();
	return (sender: string, now: number, nonce = nonces.get(sender) ?? BigInt(nonces.size + 1)) => {
		nonces.set(sender, nonce);
		return window.remember({sender, nonce}, now);
	};
}

test('a request is known for at least the duration', () => {
	for (const start of [0, 1, 500, 999]) {
		const remember = create({duration: 1000, capacity: 10});
		remember('opens the first generation', 0);

		expect(remember('sender', start)).toBe('new');
		expect(remember('sender', start + 1000)).toBe('seen');
	}
});

test('a generation takes as many requests as it may, and the next one as many again', () => {
	const remember = create({duration: 1000, capacity: 2});

	expect(['a', 'b', 'c', 'a'].map(key => remember(key, 0))).toEqual(['new', 'new', 'full', 'seen']);
	expect(['c', 'd', 'e', 'a'].map(key => remember(key, 1000))).toEqual([
		'new',
		'new',
		'full',
		'seen',
	]);
});

test('a clock that is set back neither forgets a request nor stops the generations', () => {
	const remember = create({duration: 1000, capacity: 2});
	remember('a', 100_000);

	expect(remember('a', 50_000)).toBe('seen');
	expect(remember('b', 50_000)).toBe('new');
	expect(remember('c', 50_500)).toBe('full');
	expect(remember('c', 51_000)).toBe('new');
	expect(remember('a', 51_000)).toBe('seen');
});

test('nothing up to the highest nonce of what is forgotten is taken again', () => {
	const {remember, horizon} = createReplayWindow({duration: 1000, capacity: 10});
	const ask = (nonce: bigint, now: number) => remember({sender: 'sender', nonce}, now);
	expect([ask(90n, 0), ask(80n, 0), ask(70n, 1000), ask(95n, 1000)]).toEqual([
		'new',
		'new',
		'new',
		'new',
	]);

	// The first generation is forgotten now.
	expect(ask(91n, 2000)).toBe('new');
	expect(horizon()).toBe(90n);
	expect([ask(90n, 2000), ask(85n, 2000), ask(95n, 2000)]).toEqual(['seen', 'seen', 'seen']);
});
