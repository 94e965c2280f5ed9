import type {Block} from '../blocks/header.ts';
import type {Change} from '../state/history.ts';

/** What of a chain outlives its process. */
export type Saved = {
	/** The newest state, every entry of it. */
	readonly state: readonly Change[];
	/** The first block and the newest ones, in order. */
	readonly blocks: readonly Block[];
};

/** Where a chain is kept. */
export type ChainStore = {
	/** What was kept before, or `undefined` in a new place. */
	readonly load: () => Saved | undefined;
	/** Keep a block and what it changed, both or neither. */
	readonly save: (block: Block, changes: readonly Change[]) => void;
	readonly close: () => void;
};

/** Keeps nothing. */
export const noStore: ChainStore = {
	load: () => undefined,
	save: () => undefined,
	close: () => undefined,
};
