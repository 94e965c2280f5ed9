import type {Block} from '../blocks/header.ts';
import type {Change} from '../state/history.ts';

/** What persists of a chain. */
export type Saved = {
	/** Every entry of the newest state. */
	readonly state: readonly Change[];
	/** The first block and the newest ones, in order. */
	readonly blocks: readonly Block[];
};

/** Storage for a chain. */
export type ChainStore = {
	/** What was stored before, or `undefined` in a new store. */
	readonly load: () => Saved | undefined;
	/** Store a block and its changes, both or neither. */
	readonly save: (block: Block, changes: readonly Change[]) => void;
	readonly close: () => void;
};

/** A store that keeps nothing. */
export const noStore: ChainStore = {
	load: () => undefined,
	save: () => undefined,
	close: () => undefined,
};
