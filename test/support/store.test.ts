import {expect, onTestFinished, test, vi} from 'vitest';
import {onObserverFault} from '../../src/support/observer.ts';
import {awaitValue, createStore} from '../../src/support/store.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

test('listeners hear of a new value and not of the same one', () => {
	const store = createStore({height: 1});
	const listener = vi.fn();
	store.subscribe(listener);
	const value = {height: 2};
	store.set(value);
	store.set(value);

	expect(listener).toHaveBeenCalledTimes(1);
	expect(store.getSnapshot()).toBe(value);
});

test('a listener that left hears nothing', () => {
	const store = createStore(0);
	const listener = vi.fn();
	store.subscribe(listener)();
	store.set(1);

	expect(listener).not.toHaveBeenCalled();
});

test('a listener that throws disturbs neither the others nor whoever sets the value', () => {
	const faults: unknown[] = [];
	onTestFinished(
		onObserverFault(fault => {
			faults.push(fault);
		}),
	);
	const store = createStore(0);
	const fault = new Error('No space left');
	store.subscribe(() => {
		throw fault;
	});
	const heard: number[] = [];
	store.subscribe(() => {
		heard.push(store.getSnapshot());
	});
	store.set(1);
	store.set(2);

	expect(heard).toEqual([1, 2]);
	expect(faults).toEqual([fault, fault]);
});

const isLive = (link: string) => link === 'live';

test('waiting ends when the store holds what is sought', async () => {
	const clock = createFakeClock();
	const store = createStore('connecting');
	const waiting = awaitValue(store, isLive, {timeout: 200, clock}).then(() => store.getSnapshot());
	store.set('silent');
	store.set('live');
	await expect(waiting).resolves.toBe('live');
});

test('nobody waits for what is there', async () => {
	const clock = createFakeClock();
	await awaitValue(createStore('live'), isLive, {timeout: 200, clock});
	expect(clock.now()).toBe(0);
});

test('waiting ends at the timeout', async () => {
	const clock = createFakeClock();
	const store = createStore('connecting');
	const waiting = awaitValue(store, isLive, {timeout: 200, clock});
	clock.advance(200);
	await waiting;
	expect(store.getSnapshot()).toBe('connecting');
});
