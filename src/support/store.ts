/** A value that changes, with those who want to know. `getSnapshot` returns the same object until something changed. */
export type ReadableStore<Value> = {
	readonly getSnapshot: () => Value;
	readonly subscribe: (listener: () => void) => () => void;
};

export type Store<Value> = ReadableStore<Value> & {
	/** Put a new value in place; listeners hear of it at once unless it is the same object. */
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
				listener();
			}
		},
	};
}
