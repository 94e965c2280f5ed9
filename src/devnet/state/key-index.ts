import type {Hex} from '../scale/type.ts';
import {createSortedKeys, type SortedKeys} from './sorted-keys.ts';

/** An item's prefix: `0x` and 32 bytes. */
const itemLength = 66;

/**
Keep stored keys sorted, separately for each storage item, so that a busy item does not slow down the others.
*/
export function createKeyIndex(): SortedKeys {
	const items = new Map<string, SortedKeys>();
	const itemOf = (key: Hex) => items.get(key.slice(0, itemLength));
	return {
		add(key) {
			const keys = itemOf(key) ?? createSortedKeys();
			keys.add(key);
			items.set(key.slice(0, itemLength), keys);
		},
		remove(key) {
			itemOf(key)?.remove(key);
		},
		under(prefix) {
			if (prefix.length >= itemLength) {
				return itemOf(prefix)?.under(prefix) ?? [];
			}

			const inside = [...items].filter(([item]) => item.startsWith(prefix));
			return inside
				.toSorted(([a], [b]) => (a < b ? -1 : 1))
				.flatMap(([, keys]) => keys.under(prefix));
		},
	};
}
