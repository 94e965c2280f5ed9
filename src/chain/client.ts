import type {Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import type {Urgency} from './connection/request-queue.ts';
import type {Rpc} from './connection/rpc.ts';
import type {ConnectionStatus} from './connection/status.ts';
import type {Head} from './head.ts';
import type {Argument} from './runtime/argument.ts';
import type {Runtime} from './runtime/runtime.ts';
import type {Turns} from './transaction/turns.ts';
import type {Value} from './value.ts';

/** What to read: pallet, storage item, then the parts of its key. */
export type Query = readonly [pallet: string, item: string, ...keys: readonly Argument[]];

/** The block to read state at. */
export type At = {
	/** Hash of a block. @default The current best block. */
	readonly at?: string;
};

/** An entry of a storage map. */
export type Entry = {
	/** The key parts that were not in the query. Parts stored only as a hash stay hashes. */
	readonly keys: readonly Value[];
	readonly value: Value;
};

/** An optional part of a chain's runtime. */
export type Feature =
	| {readonly storage: readonly [pallet: string, item: string]}
	| {readonly call: readonly [pallet: string, name: string]}
	| {readonly api: readonly [api: string, method: string]}
	| {readonly constant: readonly [pallet: string, name: string]};

/**
A client of one chain. It decodes only by the chain's own metadata. An item, constant or runtime API that the chain lacks reads as `undefined`.

Every read takes a block hash, so that several reads can share one state. Without it, the current best block is read.
*/
export type ChainClient = {
	readonly genesisHash: string;
	readonly status: ReadableStore<ConnectionStatus>;
	readonly head: ReadableStore<Head>;
	/** Read storage items. Reads made in the same turn of the event loop share a request. */
	readonly query: (at: string | undefined, queries: readonly Query[]) => Promise<readonly Value[]>;
	/** Read all entries of a map, or those whose keys start with the given parts. Empty if the chain has no such map. */
	readonly entries: (at: string | undefined, query: Query) => Promise<readonly Entry[]>;
	/** Call a runtime API. */
	readonly call: (
		at: string | undefined,
		api: string,
		method: string,
		parameters: readonly Argument[],
	) => Promise<Value>;
	readonly constant: (pallet: string, name: string) => Value;
	readonly has: (feature: Feature) => boolean;
	/** Get the given hash, or else that of the current best block, for reads that take several requests. */
	readonly pin: (at: string | undefined) => Promise<string>;
	/** Get the current runtime, as of the last upgrade seen. */
	readonly runtime: () => Runtime;
	/** Get the same client for requests of this urgency, which counts while the endpoint limits requests. The client itself is for `normal` ones. */
	readonly withUrgency: (urgency: Urgency) => ChainClient;
	/** Serializes work on one account's nonce. */
	readonly inTurn: Turns;
	readonly rpc: Rpc;
	readonly clock: Clock;
	/** Close the connection. Pending requests fail with `ChainUnreachableError`. Closing twice is fine. */
	readonly close: () => void;
};
