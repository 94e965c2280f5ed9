import {Buffer} from 'node:buffer';
import {Blake2128Concat, Identity, Twox128, Twox64Concat} from '@polkadot-api/substrate-bindings';
import {toHex} from '../scale/bytes.ts';
import type {Hex, Type} from '../scale/type.ts';

export type Hasher = 'Blake2128Concat' | 'Twox64Concat' | 'Identity';

/** One part of a map's key: its type and its hasher. */
export type KeyPart<Key = unknown> = {readonly hasher: Hasher; readonly type: Type<Key>};

export type KeyParts = readonly KeyPart[];

export type KeysOf<Parts extends KeyParts> = {
	readonly [Index in keyof Parts]: Parts[Index] extends KeyPart<infer Key> ? Key : never;
};

/** A storage item before it is assigned to a pallet and named. */
export type StorageDraft<Keys extends readonly unknown[], Value, Read> = {
	readonly parts: KeyParts;
	readonly type: Type<Value>;
	/** The value of a missing entry. */
	readonly fallback: Read;
	readonly isOptional: boolean;
	/** Phantom member for the compiler: the types of the keys. */
	readonly keys?: Keys;
};

/**
A storage item of a pallet: a single value, or a map.

`Keys` is the tuple of its keys (empty for a single value), `Value` the type written, `Read` the type read: the same if the item has a default, otherwise `Value | undefined`.
*/
export type StorageItem<
	Keys extends readonly unknown[] = readonly unknown[],
	Value = unknown,
	Read = unknown,
> = StorageDraft<Keys, Value, Read> & {
	readonly pallet: string;
	readonly name: string;
	/** The 32 bytes that every key of this item starts with. */
	readonly prefix: Hex;
};

type Draft = StorageDraft<readonly unknown[], unknown, unknown>;

type Bound<D> =
	D extends StorageDraft<infer Keys, infer Value, infer Read>
		? StorageItem<Keys, Value, Read>
		: never;

/**
Name the storage items of a pallet, or of one subject of it. A pallet of several files calls this in each and joins the results in `definePallet()`.

@example
```
const {Burn, Uids} = defineStorage('SubtensorModule', {
	Burn: map([identity(u16)], u64, 100_000_000n),
	Uids: map([identity(u16), blake2(accountId)], u16),
});

state.get(Burn, 1);
//=> 100_000_000n
state.set(Uids, 1, hotkey, 7);
state.get(Uids, 1, hotkey);
//=> 7
```
*/
export function defineStorage<const Drafts extends Readonly<Record<string, Draft>>>(
	pallet: string,
	drafts: Drafts,
): {readonly [Name in keyof Drafts]: Bound<Drafts[Name]>} {
	const items = Object.entries<Draft>(drafts).map(
		([name, draft]) =>
			[name, {...draft, pallet, name, prefix: storagePrefix(pallet, name)}] as const,
	);
	return Object.fromEntries(items) as {readonly [Name in keyof Drafts]: Bound<Drafts[Name]>};
}

/** Get the 32-byte prefix of an item's keys. */
export function storagePrefix(pallet: string, name: string): Hex {
	return toHex(Buffer.concat([pallet, name].map(word => Twox128(Buffer.from(word)))));
}

// eslint-disable-next-line @typescript-eslint/no-restricted-types -- Exactly no keys.
type NoKeys = readonly [];

/** Define a single value. Without a fallback, a missing one reads as `undefined`. */
export function value<Value>(type: Type<Value>): StorageDraft<NoKeys, Value, Value | undefined>;
export function value<Value>(
	type: Type<Value>,
	fallback: Value,
): StorageDraft<NoKeys, Value, Value>;
export function value<Value>(
	type: Type<Value>,
	...fallback: readonly Value[]
): StorageDraft<NoKeys, Value, Value | undefined> {
	return {parts: [], type, fallback: fallback[0], isOptional: fallback.length === 0};
}

/** Define a map. Without a fallback, a missing value reads as `undefined`. */
export function map<const Parts extends KeyParts, Value>(
	parts: Parts,
	type: Type<Value>,
): StorageDraft<KeysOf<Parts>, Value, Value | undefined>;
export function map<const Parts extends KeyParts, Value>(
	parts: Parts,
	type: Type<Value>,
	fallback: Value,
): StorageDraft<KeysOf<Parts>, Value, Value>;
export function map<const Parts extends KeyParts, Value>(
	parts: Parts,
	type: Type<Value>,
	...fallback: readonly Value[]
): StorageDraft<KeysOf<Parts>, Value, Value | undefined> {
	return {parts, type, fallback: fallback[0], isOptional: fallback.length === 0};
}

/** The unhashed key part: for keys that no user can choose, such as a netuid. */
export function identity<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Identity', type};
}

export function blake2<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Blake2128Concat', type};
}

export function twox<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Twox64Concat', type};
}

/** The number of bytes each hasher writes before the key part itself; all of ours are reversible. */
export const hashers = {
	Blake2128Concat: {hash: Blake2128Concat, length: 16},
	Twox64Concat: {hash: Twox64Concat, length: 8},
	Identity: {hash: Identity, length: 0},
} as const;
