import {createRecentMap} from '../support/recent-map.ts';

/** Values cached by block. A block never changes. */
export type BlockCache<Value> = {
	/** Get the map of one block, for the caller to read and fill. */
	readonly of: (block: string) => Map<string, Value>;
};

/**
Create a cache that keeps only the most recently used blocks.

@param blocks - Number of blocks to keep. @default 4
*/
export function createBlockCache<Value>(blocks = 4): BlockCache<Value> {
	const maps = createRecentMap<string, Map<string, Value>>(blocks);
	return {
		of(block) {
			const found = maps.get(block) ?? new Map<string, Value>();
			maps.set(block, found);
			return found;
		},
	};
}
