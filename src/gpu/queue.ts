/** One who waits, and how much it matters. */
export type Waiting = {
	/** Milliseconds since the Unix epoch. */
	readonly deadline: number;
	/** Who matters more is kept when not all can be. */
	readonly priority: number;
};

/** Those who wait, the earliest deadline first; equal ones by priority, then in the order they came. */
export type Queue<Item extends Waiting> = {
	readonly size: () => number;
	readonly first: () => Item | undefined;
	/** Add one. If the queue is full, the one of the lowest priority is put out and returned, the latest of them if several are; it may be the one that was to be added. */
	readonly add: (item: Item) => Item | undefined;
	readonly take: (count: number) => readonly Item[];
	readonly remove: (item: Item) => boolean;
};

/**
Create a queue with a bound.

@param capacity How many may wait at once.
*/
export function createQueue<Item extends Waiting>(capacity: number): Queue<Item> {
	const items: Item[] = [];
	const insert = (item: Item) => {
		let place = items.length;
		while (place > 0 && isBefore(item, items[place - 1]!)) {
			place--;
		}

		items.splice(place, 0, item);
	};

	const putOut = (item: Item) => {
		const lowest = Math.min(...items.map(({priority}) => priority));
		if (item.priority <= lowest) {
			return item;
		}

		const place = items.findLastIndex(({priority}) => priority === lowest);
		const [out] = items.splice(place, 1);
		insert(item);
		return out;
	};

	return {
		size: () => items.length,
		first: () => items[0],
		add(item) {
			if (items.length >= capacity) {
				return putOut(item);
			}

			insert(item);
			return undefined;
		},
		take: count => items.splice(0, count),
		remove(item) {
			const place = items.indexOf(item);
			if (place !== -1) {
				items.splice(place, 1);
			}

			return place !== -1;
		},
	};
}

const isBefore = (one: Waiting, other: Waiting) =>
	one.deadline < other.deadline ||
	(one.deadline === other.deadline && one.priority > other.priority);
