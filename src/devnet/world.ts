import type {BlockContext} from './pallet/context.ts';
import type {Pallet} from './pallet/pallet.ts';
import type {OuterTypes} from './runtime/outer-types.ts';

/** What distinguishes one chain from another: its pallets, beyond those of every chain, and its first block. */
export type World = {
	readonly pallets: (outer: OuterTypes) => readonly Pallet[];
	/** Write the state of block 0; its events are not kept. */
	readonly genesis: (context: BlockContext) => void;
};
