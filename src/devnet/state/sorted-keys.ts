import type {Hex} from '../scale/type.ts';

/** Keys in the order of their bytes, which is also that of their hex. */
export type SortedKeys = {
	readonly add: (key: Hex) => void;
	readonly remove: (key: Hex) => void;
	/** The keys that start with the prefix, as a list of its own. */
	readonly under: (prefix: Hex) => Hex[];
};

/**
Keep keys in order, for maps that are walked and paged.
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
			// `g` stands after every hex digit.
			keys.slice(lowerBound(keys, prefix), lowerBound(keys, `${prefix}g`)),
	};
}

/**
Find the first place whose key is not before the one given.
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
