import {Buffer} from 'node:buffer';
import {Blake2128Concat, Identity, Twox128, Twox64Concat} from '@polkadot-api/substrate-bindings';
import {toHex} from '../scale/bytes.ts';
import type {Hex, Type} from '../scale/type.ts';

export type Hasher = 'Blake2128Concat' | 'Twox64Concat' | 'Identity';

/** One part of a map's key: how it is written, and what goes before it. */
export type KeyPart<Key = unknown> = {readonly hasher: Hasher; readonly type: Type<Key>};

export type KeyParts = readonly KeyPart[];

export type KeysOf<Parts extends KeyParts> = {
	readonly [Index in keyof Parts]: Parts[Index] extends KeyPart<infer Key> ? Key : never;
};

/** A storage item before it has its pallet and name. */
export type StorageDraft<Keys extends readonly unknown[], Value, Read> = {
	readonly parts: KeyParts;
	readonly type: Type<Value>;
	/** What an absent entry reads as. */
	readonly fallback: Read;
	readonly isOptional: boolean;
	/** Only for the compiler: what the keys are. */
	readonly keys?: Keys;
};

/**
A storage item of a pallet: one value, or a map of them.

`Keys` is the tuple of its keys (empty for one value), `Value` what is written, `Read` what is read: the same where the item has a default, else `Value | undefined`.
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
Name the storage items of a pallet, or of one subject of it. A pallet made of many files calls this in each and joins the results in `definePallet()`.

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

/** The 32 bytes that every key of an item starts with. */
export function storagePrefix(pallet: string, name: string): Hex {
	return toHex(Buffer.concat([pallet, name].map(word => Twox128(Buffer.from(word)))));
}

// eslint-disable-next-line @typescript-eslint/no-restricted-types -- Exactly no keys.
type NoKeys = readonly [];

/** One value. Without a fallback, an absent one reads as `undefined`. */
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

/** A value for each key. Without a fallback, an absent one reads as `undefined`. */
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

/** The key part as it is: for keys that nobody chooses freely, such as a netuid. */
export function identity<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Identity', type};
}

export function blake2<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Blake2128Concat', type};
}

export function twox<Key>(type: Type<Key>): KeyPart<Key> {
	return {hasher: 'Twox64Concat', type};
}

/** The bytes of each hasher before the key part itself; none of ours loses it. */
export const hashers = {
	Blake2128Concat: {hash: Blake2128Concat, length: 16},
	Twox64Concat: {hash: Twox64Concat, length: 8},
	Identity: {hash: Identity, length: 0},
} as const;
