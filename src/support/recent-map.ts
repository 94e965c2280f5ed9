/** A map that evicts the least recently used entry once it is full. Getting and setting an entry both count as use. */
export type RecentMap<Key, Value> = {
	readonly get: (key: Key) => Value | undefined;
	/** Set an entry; if the map is full, the least recently used one is evicted. */
	readonly set: (key: Key, value: Value) => void;
	readonly delete: (key: Key) => void;
	readonly size: () => number;
	/** Least recently used first. */
	readonly values: () => readonly Value[];
};

/**
Create a map that holds at most `capacity` entries.

@example
```
const ages = createRecentMap<string, number>(2);
ages.set('Ann', 31);
ages.set('Bob', 44);
ages.get('Ann');
ages.set('Cem', 27);
ages.get('Bob');
//=> undefined
```
*/
export function createRecentMap<Key, Value>(capacity: number): RecentMap<Key, Value> {
	// A map keeps insertion order, so an entry that is used moves to the end.
	const entries = new Map<Key, Value>();
	const put = (key: Key, value: Value) => {
		entries.delete(key);
		entries.set(key, value);
	};

	return {
		get(key) {
			const value = entries.get(key);
			if (value === undefined) {
				return undefined;
			}

			put(key, value);
			return value;
		},
		set(key, value) {
			put(key, value);
			if (entries.size <= capacity) {
				return;
			}

			const [oldest] = entries.keys();
			entries.delete(oldest!);
		},
		delete(key) {
			entries.delete(key);
		},
		size: () => entries.size,
		values: () => Array.from(entries, ([, value]) => value),
	};
}
