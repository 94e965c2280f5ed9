/** Items grouped by the name of their owner, the oldest first. */
export type Groups<Item> = {
	readonly add: (name: string, item: Item) => void;
	/** Remove an item. Missing ones are ignored. */
	readonly remove: (name: string, item: Item) => void;
	readonly get: (name: string) => ReadonlySet<Item>;
	/** Get the total number of items. */
	readonly size: () => number;
	/** Find the largest group whose name passes, if any; the oldest among equals. */
	readonly findLargest: (passes?: (name: string) => boolean) => ReadonlySet<Item> | undefined;
};

/** Create groups. Empty ones are removed. */
export function createGroups<Item>(): Groups<Item> {
	const groups = new Map<string, Set<Item>>();
	let size = 0;
	return {
		add(name, item) {
			const group = groups.get(name) ?? new Set();
			groups.set(name, group.add(item));
			size++;
		},
		remove(name, item) {
			const group = groups.get(name);
			if (!group?.delete(item)) {
				return;
			}

			size--;
			if (group.size === 0) {
				groups.delete(name);
			}
		},
		get: name => groups.get(name) ?? none,
		size: () => size,
		findLargest(passes = () => true) {
			let largest: ReadonlySet<Item> | undefined;
			for (const [name, group] of groups) {
				if (passes(name) && group.size > (largest?.size ?? 0)) {
					largest = group;
				}
			}

			return largest;
		},
	};
}

const none: ReadonlySet<never> = new Set();
