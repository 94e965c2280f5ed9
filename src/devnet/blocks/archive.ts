import type {Hex} from '../scale/type.ts';
import type {Block} from './header.ts';

/** The blocks that are still kept. */
export type BlockArchive = {
	readonly add: (block: Block) => void;
	readonly get: (hash: Hex) => Block | undefined;
	readonly getHash: (number: number) => Hex | undefined;
	readonly head: () => Block;
	/** Discard blocks before this one, except the first. */
	readonly prune: (oldest: number) => void;
};

/**
Keep a chain's blocks by number and by hash.

@param blocks - In order; at least one.
*/
export function createBlockArchive(blocks: readonly Block[]): BlockArchive {
	const byHash = new Map<Hex, Block>();
	const hashes = new Map<number, Hex>();
	let head = blocks[0]!;
	// The first block is kept forever.
	let oldestKept = 1;

	const add = (block: Block) => {
		byHash.set(block.hash, block);
		hashes.set(block.header.number, block.hash);
		head = block;
	};

	for (const block of blocks) {
		add(block);
	}

	return {
		add,
		get: hash => byHash.get(hash),
		getHash: number => hashes.get(number),
		head: () => head,
		prune(oldest) {
			for (; oldestKept < oldest; oldestKept++) {
				byHash.delete(hashes.get(oldestKept)!);
				hashes.delete(oldestKept);
			}
		},
	};
}
