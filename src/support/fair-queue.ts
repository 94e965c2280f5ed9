export type FairQueueOptions = {
	/** Maximum number of queued items. */
	readonly capacity: number;
	/** Maximum number of queued items from one source. */
	readonly capacityOfSource: number;
};

/** The origin of an item. */
export type Source = {
	readonly name: string;
	/** 0 or higher; lower ranks go first. */
	readonly rank: number;
};

/** Queued items, by rank and source. */
export type FairQueue<Item> = {
	readonly size: () => number;
	/** Add an item; returns `false` if the queue has no room for it. */
	readonly add: (item: Item, source: Source) => boolean;
	/** Take up to `count` items: at least one of each rank, the rest by rank. Sources of equal rank take turns. */
	readonly take: (count: number) => readonly Item[];
};

/**
Create a queue in which no source can delay another by more than one turn.
*/
export function createFairQueue<Item>({
	capacity,
	capacityOfSource,
}: FairQueueOptions): FairQueue<Item> {
	/** By rank, then by name, with the source whose turn is next in front. */
	const ranks = new Map<number, Map<string, Item[]>>();
	let size = 0;

	const getSources = (rank: number): Map<string, Item[]> => {
		const sources = ranks.get(rank) ?? new Map<string, Item[]>();
		ranks.set(rank, sources);
		return sources;
	};

	const takeOne = (sources: Map<string, Item[]>, taken: Item[]) => {
		const [name] = sources.keys();
		const items = sources.get(name!)!;
		taken.push(items.shift()!);
		size--;
		sources.delete(name!);
		if (items.length > 0) {
			sources.set(name!, items);
		}
	};

	return {
		size: () => size,
		add(item, {rank, name}) {
			const sources = getSources(rank);
			const items = sources.get(name) ?? [];
			if (size >= capacity || items.length >= capacityOfSource) {
				return false;
			}

			items.push(item);
			sources.set(name, items);
			size++;
			return true;
		},
		take(count) {
			const taken: Item[] = [];
			const inOrder = [...ranks].toSorted(([one], [other]) => one - other);
			for (const [, sources] of inOrder) {
				if (sources.size > 0 && taken.length < count) {
					takeOne(sources, taken);
				}
			}

			for (const [, sources] of inOrder) {
				while (sources.size > 0 && taken.length < count) {
					takeOne(sources, taken);
				}
			}

			return taken;
		},
	};
}
