import {Tuple, enhanceCodec, Bytes, type Codec} from '@polkadot-api/substrate-bindings';
import {hashers, type KeyPart, type StorageItem} from '../pallet/storage.ts';
import {fromHex, toHex} from '../scale/bytes.ts';
import type {Hex} from '../scale/type.ts';

/** How many encoded keys an item caches before the cache is cleared. */
const remembered = 20_000;

type ItemKeys = {
	readonly encode: (keys: readonly unknown[]) => Hex;
	readonly decode: (key: Hex) => readonly unknown[];
};

const known = new WeakMap<StorageItem, ItemKeys>();

/**
Encode the key of an entry, or, given fewer keys than the item has, the prefix its entries share.

@throws {RangeError} If there are too many keys, or one does not fit its type.
*/
export function storageKey(item: StorageItem, keys: readonly unknown[]): Hex {
	return keysOf(item).encode(keys);
}

/**
Decode the keys of an entry from its storage key.
*/
export function readStorageKey(item: StorageItem, key: Hex): readonly unknown[] {
	return keysOf(item).decode(key);
}

function keysOf(item: StorageItem): ItemKeys {
	let keys = known.get(item);
	if (!keys) {
		keys = createItemKeys(item);
		known.set(item, keys);
	}

	return keys;
}

/** An encoded key, with those that extend it. */
type Stem = {readonly key: Hex; readonly longer: Map<unknown, Stem>};

function createItemKeys({pallet, name, prefix, parts}: StorageItem): ItemKeys {
	const reader = Tuple(...parts.map(part => createReader(part)));
	const root: Stem = {key: prefix, longer: new Map()};
	let count = 0;

	// Hashing costs more than a lookup, and the same accounts and netuids recur.
	const remember = (stem: Stem, value: unknown, longer: Stem) => {
		// Keys that are not compared by value cannot be cached.
		if (typeof value === 'object') {
			return;
		}

		if (count >= remembered) {
			root.longer.clear();
			count = 0;
		}

		stem.longer.set(value, longer);
		count++;
	};

	const lengthen = (stem: Stem, {hasher, type}: KeyPart, value: unknown): Stem => {
		const part = toHex(hashers[hasher].hash(type.encode(value)));
		const longer: Stem = {key: `${stem.key}${part.slice(2)}`, longer: new Map()};
		remember(stem, value, longer);
		return longer;
	};

	return {
		encode(keys) {
			if (keys.length > parts.length) {
				throw new RangeError(`\`${pallet}.${name}\` has ${parts.length} keys, not ${keys.length}`);
			}

			let stem = root;
			for (const [position, value] of keys.entries()) {
				stem = stem.longer.get(value) ?? lengthen(stem, parts[position]!, value);
			}

			return stem.key;
		},
		decode: key => reader.dec(fromHex(key.slice(prefix.length))),
	};
}

function createReader({hasher, type}: KeyPart): Codec<unknown> {
	const {length} = hashers[hasher];
	return enhanceCodec(
		Tuple(Bytes(length), type.codec as Codec<unknown>),
		(value: unknown) => [new Uint8Array(length), value] as [Uint8Array, unknown],
		parts => parts[1],
	);
}
