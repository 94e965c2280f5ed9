import type {AccountId} from '../scale/bytes.ts';
import type {Shape} from '../scale/shapes.ts';
import type {DispatchError} from './dispatch-error.ts';
import type {Event, EventArguments} from './events.ts';
import type {StorageItem} from './storage.ts';

/** The first keys of a map, from none to all of them. */
export type LeadingKeys<Keys extends readonly unknown[]> = Keys extends readonly [
	...infer Fewer,
	unknown,
]
	? Keys | LeadingKeys<Fewer>
	: Keys;

/** Reads of the chain's state, at the block `number`. Values are shared: never change one in place. */
export type StateReader = {
	/** The block that is being made; for runtime APIs and checks outside one, the block whose state is read. */
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
	The entries of a map under its first keys, in the order of their stored bytes. It is a list made at once: writes do not disturb who walks over it.
	*/
	readonly entries: <Keys extends readonly unknown[], Value, Read>(
		item: StorageItem<Keys, Value, Read>,
		...leading: LeadingKeys<Keys>
	) => ReadonlyArray<readonly [keys: Keys, value: Value]>;
	/** As `entries()`, without reading the values. */
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
	/** Remove all entries of a map under its first keys. */
	readonly removeAll: <Keys extends readonly unknown[]>(
		item: StorageItem<Keys>,
		...leading: LeadingKeys<Keys>
	) => void;
};

/** What a hook of a pallet may do, and code that calls share. */
export type BlockContext = State & {
	/** Record an event in this block. */
	readonly emit: <S extends Shape>(event: Event<S>, ...value: EventArguments<S>) => void;
	/**
	Run a function so that all it wrote and emitted is undone when it throws. The error goes on; catch a `DispatchFailure` outside.
	*/
	readonly atomically: <Result>(run: () => Result) => Result;
};

/** Who asks: an account that signed, the sudo key through `Sudo.sudo`, or nobody (the block's author). */
export type Origin =
	| {readonly type: 'Signed'; readonly account: AccountId}
	| {readonly type: 'Root'}
	| {readonly type: 'None'};

/** A call within another, as it stands on the wire: pallet, call, arguments. */
export type RuntimeCall = {
	readonly type: string;
	readonly value: {readonly type: string; readonly value: unknown};
};

export type DispatchResult =
	{readonly ok: true} | {readonly ok: false; readonly error: DispatchError};

/** What a call may do while it runs. */
export type CallContext = BlockContext & {
	readonly origin: Origin;
	/** Run another call. If it fails, only its own writes are undone. */
	readonly dispatch: (call: RuntimeCall, origin: Origin) => DispatchResult;
	/** Apply an extrinsic right after this one, in the same block, as if it had been submitted. */
	readonly applyNext: (extrinsic: Uint8Array) => void;
};
