import {
	Blake2128 as blake2128,
	Blake2128Concat as blake2128Concat,
	Blake2256 as blake2256,
	Identity as identity,
	Twox128 as twox128,
	Twox256 as twox256,
	Twox64Concat as twox64Concat,
	metadata as metadataCodec,
	unifyMetadata,
} from '@polkadot-api/substrate-bindings';
import {type Decoded, type Loose, type Scale, createScale, toBytes, toHex} from './scale.ts';

/** Each hasher, and how many bytes stand before the key that it keeps, if it keeps it. */
const hashers = {
	Identity: {hash: identity, before: 0},
	Blake2128Concat: {hash: blake2128Concat, before: 16},
	Twox64Concat: {hash: twox64Concat, before: 8},
	Blake2128: {hash: blake2128, before: undefined},
	Blake2256: {hash: blake2256, before: undefined},
	Twox128: {hash: twox128, before: undefined},
	Twox256: {hash: twox256, before: undefined},
} as const;

export type StoredItem = {
	/** For example `SubtensorModule.Burn`. */
	readonly name: string;
	readonly prefix: string;
	/** Get the key of an entry, or the prefix that entries share. */
	readonly key: (keys: readonly Loose[]) => string;
	readonly readKeys: (key: string) => readonly Decoded[];
	readonly encode: (value: Loose) => `0x${string}`;
	/** What is read where nothing is stored. */
	readonly fallback: () => Decoded;
};

export type ApiMethod = {
	readonly readInputs: (input: Uint8Array) => readonly Decoded[];
	readonly encode: (answer: Loose) => `0x${string}`;
	/** Names of the fields of the struct that it answers with, perhaps within an option. */
	readonly fields: readonly string[];
};

export type RuntimeVersion = {
	readonly spec_name: string;
	readonly spec_version: number;
	readonly transaction_version: number;
};

/** A chain's runtime as its metadata describes it: the codec of the fake node, which shares nothing with that of the client. */
export type NodeRuntime = {
	readonly version: RuntimeVersion;
	readonly scale: Scale;
	readonly item: (name: string) => StoredItem | undefined;
	/** Find the item that a storage key belongs to. */
	readonly itemOfKey: (key: string) => StoredItem | undefined;
	readonly api: (name: string) => ApiMethod | undefined;
	readonly extensions: ReadonlyArray<{readonly identifier: string; readonly type: number}>;
	/** The type of calls. */
	readonly call: number;
	/** The number of a pallet and of one of its errors, as an error of dispatch. */
	readonly error: (pallet: string, name: string) => Loose;
};

export function createNodeRuntime(blob: Uint8Array): NodeRuntime {
	const metadata = unifyMetadata(metadataCodec.dec(Uint8Array.from(blob)));
	const {lookup, pallets, extrinsic} = metadata;
	const scale = createScale(lookup);
	const items = new Map<string, StoredItem>();
	const byPrefix = new Map<string, StoredItem>();
	for (const {name: pallet, storage} of pallets) {
		for (const {name, type, fallback, modifier} of storage?.items ?? []) {
			const prefix = `${toHex(twox128(toBytes(storage!.prefix)))}${toHex(twox128(toBytes(name))).slice(2)}`;
			const parts = type.tag === 'plain' ? [] : keyParts(lookup, type.value);
			const valueType = type.tag === 'plain' ? type.value : type.value.value;
			const item: StoredItem = {
				name: `${pallet}.${name}`,
				prefix,
				key: keys =>
					prefix +
					keys
						.map((key, index) => {
							const {hasher, type: keyType} = parts[index]!;
							return toHex(hashers[hasher].hash(scale.encode(keyType, key))).slice(2);
						})
						.join(''),
				readKeys(key) {
					const cursor = {bytes: toBytes(`0x${key.slice(prefix.length)}`), offset: 0};
					return parts.map(({hasher, type: keyType}) => {
						cursor.offset += hashers[hasher].before ?? 0;
						return scale.read(keyType, cursor);
					});
				},
				encode: value => toHex(scale.encode(valueType, value)),
				// Of an optional item, nothing.
				fallback: () =>
					modifier === 0 ? undefined : scale.read(valueType, {bytes: toBytes(fallback), offset: 0}),
			};
			items.set(item.name, item);
			byPrefix.set(prefix, item);
		}
	}

	const apis = new Map<string, ApiMethod>();
	for (const {name, methods} of metadata.apis) {
		for (const {name: method, inputs, output} of methods) {
			apis.set(`${name}_${method}`, {
				readInputs(input) {
					const cursor = {bytes: input, offset: 0};
					return inputs.map(({type}) => scale.read(type, cursor));
				},
				encode: answer => toHex(scale.encode(output, answer)),
				fields: fieldsOf(lookup, output),
			});
		}
	}

	const version = pallets
		.find(({name}) => name === 'System')!
		.constants.find(({name}) => name === 'Version')!;
	return {
		version: scale.read(version.type, {bytes: toBytes(version.value), offset: 0}) as RuntimeVersion,
		scale,
		item: name => items.get(name),
		itemOfKey: key => byPrefix.get(key.slice(0, 66)),
		api: name => apis.get(name),
		extensions: extrinsic.extensionsByVersion[0]!,
		call: 'call' in extrinsic ? extrinsic.call : 0,
		error(pallet, name) {
			const {index, errors} = pallets.find(candidate => candidate.name === pallet)!;
			const {def} = lookup[errors!.type]!;
			const error =
				def.tag === 'variant' ? def.value.find(candidate => candidate.name === name) : undefined;
			return error === undefined
				? {type: 'Other'}
				: {type: 'Module', value: {index, error: Uint8Array.of(error.index)}};
		},
	};
}

type Lookup = ReturnType<typeof unifyMetadata>['lookup'];
type MapType = {
	readonly hashers: ReadonlyArray<{readonly tag: keyof typeof hashers}>;
	readonly key: number;
};

function keyParts(lookup: Lookup, {hashers: named, key}: MapType) {
	const {def} = lookup[key]!;
	return named.map(({tag}, index) => ({
		hasher: tag,
		type: named.length === 1 || def.tag !== 'tuple' ? key : def.value[index]!,
	}));
}

function fieldsOf(lookup: Lookup, type: number): readonly string[] {
	const {def} = lookup[type]!;
	if (def.tag === 'variant') {
		const some = def.value.find(({name}) => name === 'Some');
		return some === undefined ? [] : fieldsOf(lookup, some.fields[0]!.type);
	}

	return def.tag === 'composite' ? def.value.flatMap(({name}) => name ?? []) : [];
}
