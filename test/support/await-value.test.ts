import {expect, test} from 'vitest';
import {awaitValue} from '../../src/support/await-value.ts';
import {createStore} from '../../src/support/store.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

const isLive = (link: string) => link === 'live';

test('waits until the store holds what is sought', async () => {
	const clock = createFakeClock();
	const store = createStore('connecting');
	const waiting = awaitValue(store, isLive, {patience: 200, clock}).then(() => store.getSnapshot());
	store.set('silent');
	store.set('live');
	await expect(waiting).resolves.toBe('live');
});

test('does not wait for what is there', async () => {
	const clock = createFakeClock();
	await awaitValue(createStore('live'), isLive, {patience: 200, clock});
	expect(clock.now()).toBe(0);
});

test('waits no longer than its patience', async () => {
	const clock = createFakeClock();
	const store = createStore('connecting');
	const waiting = awaitValue(store, isLive, {patience: 200, clock});
	clock.advance(200);
	await waiting;
	expect(store.getSnapshot()).toBe('connecting');
});
