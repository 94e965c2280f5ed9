import {systemClock, type Clock} from './clock.ts';
import {tell} from './observer.ts';

/** A value that changes and notifies its subscribers. `getSnapshot` returns the same object until something changes. */
export type ReadableStore<Value> = {
	readonly getSnapshot: () => Value;
	readonly subscribe: (listener: () => void) => () => void;
};

export type Store<Value> = ReadableStore<Value> & {
	/** Replace the value and notify subscribers at once, unless it is the same object. An error in one of them reaches neither the others nor the caller. */
	readonly set: (value: Value) => void;
};

/**
Create a store.

@example
```
const height = createStore(0);
height.subscribe(() => console.log(height.getSnapshot()));
height.set(1);
//=> 1
```
*/
export function createStore<Value>(initial: Value): Store<Value> {
	const listeners = new Set<() => void>();
	let current = initial;
	return {
		getSnapshot: () => current,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		set(value) {
			if (Object.is(value, current)) {
				return;
			}

			current = value;
			for (const listener of listeners) {
				tell(listener);
			}
		},
	};
}

export type AwaitValueOptions = {
	/** Milliseconds. */
	readonly timeout: number;
	readonly clock?: Clock;
};

/** Wait until a store's value meets a condition, or until `timeout` runs out. */
export async function awaitValue<Value>(
	store: ReadableStore<Value>,
	isSought: (value: Value) => boolean,
	{timeout, clock = systemClock}: AwaitValueOptions,
): Promise<void> {
	if (isSought(store.getSnapshot())) {
		return;
	}

	const {promise, resolve} = Promise.withResolvers<void>();
	const cancel = clock.after(timeout, resolve);
	const unsubscribe = store.subscribe(() => {
		if (isSought(store.getSnapshot())) {
			resolve();
		}
	});
	await promise;
	cancel();
	unsubscribe();
}
