import {Option, Vector} from '@polkadot-api/substrate-bindings';
import {bytes} from './bytes.ts';
import {newtype, tuple, variant} from './composites.ts';
import {u8} from './numbers.ts';
import {defineType, mapType, type Type} from './type.ts';

/** A length-prefixed list. For bytes use `bytes`. */
export function vec<Value>(item: Type<Value>): Type<readonly Value[]> {
	return defineType({
		codec: Vector(item.codec),
		name: `Vec<${item.name}>`,
		describe: numberOf => ({tag: 'sequence', value: numberOf(item)}),
	});
}

/** A fixed-length list: Rust's `[T; N]`. For bytes use `byteArray()`. */
export function array<Value>(item: Type<Value>, length: number): Type<readonly Value[]> {
	return defineType({
		codec: Vector(item.codec, length),
		name: `[${item.name}; ${length}]`,
		describe: numberOf => ({tag: 'array', value: {len: length, type: numberOf(item)}}),
	});
}

const bounded = (item: Type) => [
	{name: 'T', type: item},
	{name: 'S', type: undefined},
];

const boundedPath = ['bounded_collections', 'bounded_vec', 'BoundedVec'];

/**
A list with a maximum length. A longer one fails to decode.
*/
export function boundedVec<Value>(item: Type<Value>, most: number): Type<readonly Value[]> {
	return newtype(boundedPath, limited(vec(item), most), bounded(item));
}

/** Bytes with a maximum length. Longer ones fail to decode. */
export function boundedBytes(most: number): Type<Uint8Array> {
	return newtype(boundedPath, limited(bytes, most), bounded(u8));
}

/** An optional value. */
export function option<Value>(item: Type<Value>): Type<Value | undefined> {
	return defineType({
		codec: Option(item.codec),
		name: `Option<${item.name}>`,
		path: ['Option'],
		parameters: [{name: 'T', type: item}],
		describe: numberOf => ({
			tag: 'variant',
			value: [
				{name: 'None', fields: [], index: 0, docs: []},
				{name: 'Some', fields: [{type: numberOf(item), docs: []}], index: 1, docs: []},
			],
		}),
	});
}

/** A result or an error. */
export function result<Ok, Error_>(ok: Type<Ok>, error: Type<Error_>) {
	const parameters = [
		{name: 'T', type: ok},
		{name: 'E', type: error},
	];
	return variant(['Result'], {Ok: ok, Err: error}, {parameters});
}

/** Pairs sorted by key. The writer keeps them sorted. */
export function btreeMap<Key, Value>(
	key: Type<Key>,
	value: Type<Value>,
): Type<ReadonlyMap<Key, Value>> {
	const pairs = newtype(['BTreeMap'], vec(tuple(key, value)), [
		{name: 'K', type: key},
		{name: 'V', type: value},
	]);
	return mapType(
		pairs,
		map => [...map],
		entries => new Map(entries),
	);
}

/** Sorted, unique values. The writer keeps them sorted. */
export function btreeSet<Value>(item: Type<Value>): Type<ReadonlySet<Value>> {
	const items = newtype(['BTreeSet'], vec(item), [{name: 'T', type: item}]);
	return mapType(
		items,
		(set: ReadonlySet<Value>) => [...set],
		values => new Set(values),
	);
}

function limited<List extends {readonly length: number}>(type: Type<List>, most: number) {
	const check = (list: List) => {
		if (list.length > most) {
			throw new RangeError(`A list of at most ${most} has ${list.length}`);
		}

		return list;
	};

	return mapType(type, check, check);
}
