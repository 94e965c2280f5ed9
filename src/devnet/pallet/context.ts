import type {AccountId} from '../scale/bytes.ts';
import type {Shape} from '../scale/shapes.ts';
import type {DispatchError} from './dispatch-error.ts';
import type {Event, EventArguments} from './events.ts';
import type {StorageItem} from './storage.ts';

/** The leading keys of a map, from none to all of them. */
export type LeadingKeys<Keys extends readonly unknown[]> = Keys extends readonly [
	...infer Fewer,
	unknown,
]
	? Keys | LeadingKeys<Fewer>
	: Keys;

/** Reads of the chain's state, at block `number`. Values are shared: never mutate one. */
export type StateReader = {
	/** The block under construction; for runtime APIs and checks outside one, the block whose state is read. */
	readonly number: number;
	readonly get: <Keys extends readonly unknown[], Value, Read>(
		item: StorageItem<Keys, Value, Read>,
		...keys: Keys
	) => Read;
	readonly has: <Keys extends readonly unknown[]>(
		item: StorageItem<Keys>,
		...keys: Keys
	) => boolean;
	/**
	The entries of a map under its leading keys, in the order of their stored bytes. The list is a snapshot: writes do not affect an iteration over it.
	*/
	readonly entries: <Keys extends readonly unknown[], Value, Read>(
		item: StorageItem<Keys, Value, Read>,
		...leading: LeadingKeys<Keys>
	) => ReadonlyArray<readonly [keys: Keys, value: Value]>;
	/** Like `entries()`, without reading the values. */
	readonly keys: <Keys extends readonly unknown[]>(
		item: StorageItem<Keys>,
		...leading: LeadingKeys<Keys>
	) => readonly Keys[];
};

/** Reads and writes of the chain's state. */
export type State = StateReader & {
	/** Write an entry: first its keys, then the value. */
	readonly set: <Keys extends readonly unknown[], Value, Read>(
		item: StorageItem<Keys, Value, Read>,
		...keysAndValue: readonly [...Keys, Value]
	) => void;
	/** Remove an entry, so that it reads as the default again. */
	readonly remove: <Keys extends readonly unknown[]>(
		item: StorageItem<Keys>,
		...keys: Keys
	) => void;
	/** Remove all entries of a map under its leading keys. */
	readonly removeAll: <Keys extends readonly unknown[]>(
		item: StorageItem<Keys>,
		...leading: LeadingKeys<Keys>
	) => void;
};

/** What a pallet's hook may do, and code shared by calls. */
export type BlockContext = State & {
	/** Emit an event in this block. */
	readonly emit: <S extends Shape>(event: Event<S>, ...value: EventArguments<S>) => void;
	/**
	Run a function so that its writes and events are reverted if it throws. The error is rethrown; catch a `DispatchFailure` outside.
	*/
	readonly atomically: <Result>(run: () => Result) => Result;
};

/** The caller: an account that signed, the sudo key through `Sudo.sudo`, or none (the block's author). */
export type Origin =
	| {readonly type: 'Signed'; readonly account: AccountId}
	| {readonly type: 'Root'}
	| {readonly type: 'None'};

/** A nested call as encoded: pallet, call, arguments. */
export type RuntimeCall = {
	readonly type: string;
	readonly value: {readonly type: string; readonly value: unknown};
};

export type DispatchResult =
	{readonly ok: true} | {readonly ok: false; readonly error: DispatchError};

/** What a call may do while it runs. */
export type CallContext = BlockContext & {
	readonly origin: Origin;
	/** Run another call. If it fails, only its own writes are reverted. */
	readonly dispatch: (call: RuntimeCall, origin: Origin) => DispatchResult;
	/** Apply an extrinsic right after this one, in the same block, as if it had been submitted. */
	readonly applyNext: (extrinsic: Uint8Array) => void;
};
