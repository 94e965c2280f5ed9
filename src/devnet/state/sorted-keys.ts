import type {Hex} from '../scale/type.ts';

/** Keys sorted by their bytes, which is also the order of their hex. */
export type SortedKeys = {
	readonly add: (key: Hex) => void;
	readonly remove: (key: Hex) => void;
	/** The keys with this prefix, as a new list. */
	readonly under: (prefix: Hex) => Hex[];
};

/**
Keep keys sorted, for iterating and paging maps.
*/
export function createSortedKeys(): SortedKeys {
	const keys: Hex[] = [];
	return {
		add(key) {
			const place = lowerBound(keys, key);
			if (keys[place] !== key) {
				keys.splice(place, 0, key);
			}
		},
		remove(key) {
			const place = lowerBound(keys, key);
			if (keys[place] === key) {
				keys.splice(place, 1);
			}
		},
		under: prefix =>
			// `g` sorts after every hex digit.
			keys.slice(lowerBound(keys, prefix), lowerBound(keys, `${prefix}g`)),
	};
}

/**
Find the first index whose key is not before the given one.
*/
export function lowerBound(keys: readonly Hex[], key: Hex): number {
	let low = 0;
	let high = keys.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (keys[middle]! < key) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}
