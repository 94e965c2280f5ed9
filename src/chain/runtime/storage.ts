import type {ApiPromise} from '@polkadot/api';
import {hexToU8a, stringCamelCase} from '@polkadot/util';
import type {Value} from '../value.ts';
import {type Argument, toArgument} from './argument.ts';
import {toPlain} from './plain.ts';

/** A storage item of one runtime. */
export type StorageItem = {
	/** Number of key parts; 0 for a plain value. */
	readonly keyLength: number;
	/** Get the key of an entry as hex, or of the item itself if it is not a map. */
	readonly key: (keys: readonly Argument[]) => string;
	/** Get the common prefix of all keys that start with these parts. */
	readonly prefix: (keys: readonly Argument[]) => string;
	/** Decode a stored value, or return the item's default if there is none. */
	readonly decode: (stored: string | undefined) => Value;
	/** Decode the parts of an entry's key. Parts stored only as a hash stay hashes. */
	readonly decodeKey: (key: string) => readonly Value[];
};

/** Find a storage item; `undefined` if this runtime does not have it. */
export function findStorageItem(
	api: ApiPromise,
	pallet: string,
	item: string,
): StorageItem | undefined {
	const entry = api.query[stringCamelCase(pallet)]?.[stringCamelCase(item)];
	if (entry === undefined) {
		return undefined;
	}

	const {registry} = api;
	const {meta, section, method} = entry.creator;
	const type = registry.createLookupType(
		meta.type.isMap ? meta.type.asMap.value : meta.type.asPlain,
	);
	return {
		keyLength: meta.type.isMap ? meta.type.asMap.hashers.length : 0,
		key: keys => entry.key(...keys.map(key => toArgument(key))),
		prefix: keys => entry.keyPrefix(...keys.map(key => toArgument(key))),
		decode(stored) {
			if (stored === undefined && meta.modifier.isOptional) {
				return undefined;
			}

			const bytes = stored === undefined ? meta.fallback.toU8a(true) : hexToU8a(stored);
			return toPlain(registry.createTypeUnsafe(type, [bytes]));
		},
		decodeKey(key) {
			const storageKey = registry.createType('StorageKey', key);
			storageKey.setMeta(meta, section, method);
			return storageKey.args.map(part => toPlain(part));
		},
	};
}
