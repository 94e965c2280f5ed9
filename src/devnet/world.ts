import type {BlockContext} from './pallet/context.ts';
import type {Pallet} from './pallet/pallet.ts';
import type {OuterTypes} from './runtime/outer-types.ts';

/** What makes one chain differ from another: its pallets, beyond those that every chain has, and its first block. */
export type World = {
	readonly pallets: (outer: OuterTypes) => readonly Pallet[];
	/** Write the state of block 0; its events are not kept. */
	readonly genesis: (context: BlockContext) => void;
};
