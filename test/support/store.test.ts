import {expect, test, vi} from 'vitest';
import {createStore} from '../../src/support/store.ts';

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
