/** What is known of single blocks, which never change. */
export type BlockCache<Value> = {
	/** The map of one block, which the caller reads and fills. */
	readonly of: (block: string) => Map<string, Value>;
};

/**
Create a cache that forgets all but the blocks used last.

@param blocks - How many it keeps. @default 4
*/
export function createBlockCache<Value>(blocks = 4): BlockCache<Value> {
	const maps = new Map<string, Map<string, Value>>();
	return {
		of(block) {
			const found = maps.get(block) ?? new Map<string, Value>();
			// A map keeps the order of insertion: the one used last goes to the end.
			maps.delete(block);
			maps.set(block, found);
			for (const oldest of maps.keys()) {
				if (maps.size <= blocks) {
					break;
				}

				maps.delete(oldest);
			}

			return found;
		},
	};
}
