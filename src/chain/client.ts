import type {Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import type {Rpc} from './connection/rpc.ts';
import type {ConnectionStatus} from './connection/status.ts';
import type {Head} from './head.ts';
import type {Argument} from './runtime/argument.ts';
import type {Runtime} from './runtime/runtime.ts';
import type {Turns} from './transaction/turns.ts';
import type {Value} from './value.ts';

/** What to read: pallet, storage item, then the parts of its key. */
export type Query = readonly [pallet: string, item: string, ...keys: readonly Argument[]];

/** Which state a read is of. */
export type At = {
	/** Hash of a block. @default The best block of the moment. */
	readonly at?: string;
};

/** One entry of a map in storage. */
export type Entry = {
	/** The parts of its key, from the first that was not asked for; those that are only hashed stay hashes. */
	readonly keys: readonly Value[];
	readonly value: Value;
};

/** A part of the chain that it may or may not have. */
export type Feature =
	| {readonly storage: readonly [pallet: string, item: string]}
	| {readonly call: readonly [pallet: string, name: string]}
	| {readonly api: readonly [api: string, method: string]}
	| {readonly constant: readonly [pallet: string, name: string]};

/**
A client of one chain. It decodes by the chain's own metadata only, and reads what is there: an item, constant or runtime API that this chain lacks is `undefined`.

Every read takes the hash of a block, so that many figures can be of one state; without it, it is the best block of the moment.
*/
export type ChainClient = {
	readonly genesisHash: string;
	readonly status: ReadableStore<ConnectionStatus>;
	readonly head: ReadableStore<Head>;
	/** Read storage items. What is asked for in the same turn of the event loop goes out as one request. */
	readonly query: (at: string | undefined, queries: readonly Query[]) => Promise<readonly Value[]>;
	/** Read all entries of a map, or those whose keys begin with the given parts; empty where the chain has no such map. */
	readonly entries: (at: string | undefined, query: Query) => Promise<readonly Entry[]>;
	/** Ask a runtime API. */
	readonly call: (
		at: string | undefined,
		api: string,
		method: string,
		parameters: readonly Argument[],
	) => Promise<Value>;
	readonly constant: (pallet: string, name: string) => Value;
	readonly has: (feature: Feature) => boolean;
	/** The given block, or the hash of the best one now: for reads that take several requests. */
	readonly pin: (at: string | undefined) => Promise<string>;
	/** What the chain's metadata says, as of its last upgrade that we heard of. */
	readonly runtime: () => Runtime;
	/** Lets work on one account's nonce go one after the other. */
	readonly inTurn: Turns;
	readonly rpc: Rpc;
	readonly clock: Clock;
	/** End the connection; whatever is under way fails with `ChainUnreachableError`. Closing twice is fine. */
	readonly close: () => void;
};
