import type {BlockContext} from '../pallet/context.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {StateHistory} from '../state/history.ts';
import type {ChainStore, Saved} from '../store/chain-store.ts';
import {createExecution} from './execution.ts';
import type {Block} from './header.ts';
import {beforeGenesis, sealBlock} from './seal.ts';

export type BeginOptions = {
	readonly runtime: Runtime;
	/** An empty state. */
	readonly history: StateHistory;
	readonly store: ChainStore;
	/** Write the state of block 0. */
	readonly genesis: (context: BlockContext) => void;
};

/**
Create block 0 and save it.
*/
export function beginBlocks({runtime, history, store, genesis}: BeginOptions): readonly Block[] {
	genesis(createExecution({runtime, history, number: 0}).context);
	const {block, changes} = sealBlock(history, beforeGenesis(runtime.getMetadata(15)), []);
	store.save(block, changes);
	return [block];
}

/**
Restore what was saved: the state of the last block.
*/
export function restoreBlocks(history: StateHistory, {state, blocks}: Saved): readonly Block[] {
	for (const [key, bytes] of state) {
		history.write(key, bytes);
	}

	history.commit(blocks.at(-1)!.header.number);
	return blocks;
}
