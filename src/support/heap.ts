/** Items kept in order as they are added and removed, each in logarithmic time. */
export type Heap<Item> = {
	readonly size: () => number;
	readonly first: () => Item | undefined;
	/** Add an item that is not in the heap yet. */
	readonly add: (item: Item) => void;
	/** Remove an item; returns whether it was in the heap. */
	readonly remove: (item: Item) => boolean;
};

/**
Create a binary heap that tracks the position of each item.

@param isBefore Whether one item comes before another; `false` for equal items.
*/
export function createHeap<Item>(isBefore: (one: Item, other: Item) => boolean): Heap<Item> {
	const items: Item[] = [];
	const places = new Map<Item, number>();

	const put = (item: Item, place: number) => {
		items[place] = item;
		places.set(item, place);
	};

	const rise = (item: Item, from: number) => {
		let place = from;
		while (place > 0) {
			const above = Math.floor((place - 1) / 2);
			if (!isBefore(item, items[above]!)) {
				break;
			}

			put(items[above]!, place);
			place = above;
		}

		put(item, place);
	};

	const sink = (item: Item, from: number) => {
		let place = from;
		for (;;) {
			const left = 2 * place + 1;
			const right = left + 1;
			const below = right < items.length && isBefore(items[right]!, items[left]!) ? right : left;
			if (below >= items.length || !isBefore(items[below]!, item)) {
				break;
			}

			put(items[below]!, place);
			place = below;
		}

		put(item, place);
	};

	return {
		size: () => items.length,
		first: () => items[0],
		add(item) {
			rise(item, items.length);
		},
		remove(item) {
			const place = places.get(item);
			if (place === undefined) {
				return false;
			}

			places.delete(item);
			const last = items.pop()!;
			if (last !== item) {
				sink(last, place);
				rise(last, places.get(last)!);
			}

			return true;
		},
	};
}
