import {Struct, Tuple, Variant, _void, type StringRecord} from '@polkadot-api/substrate-bindings';
import {
	defineType,
	type Definition,
	type Fields,
	type Numbering,
	type Type,
	type TypeParameter,
	type UntypedCodec,
	type ValueOf,
	type ValuesOf,
} from './type.ts';

/**
What stands in a variant, an event or a call: nothing, one value without a name, several in order, or several by name.
*/
export type Shape = undefined | Type | readonly Type[] | Fields;

export type ShapeValue<S> = S extends undefined
	? undefined
	: S extends Type<infer Value>
		? Value
		: S extends readonly Type[]
			? {readonly [Index in keyof S]: ValueOf<S[Index]>}
			: S extends Fields
				? ValuesOf<S>
				: never;

/** Values by name, written in order: Rust's `struct`. */
export function struct<const F extends Fields>(
	path: readonly string[],
	fields: F,
	parameters: readonly TypeParameter[] = [],
): Type<ValuesOf<F>> {
	return defineType({
		codec: shapeCodec(fields),
		path,
		parameters,
		describe: numberOf => ({tag: 'composite', value: describeShape(fields, numberOf)}),
	});
}

/** A name of its own for an inner type: Rust's `struct Name(Inner)`. In memory and on the wire the value is the inner one. */
export function newtype<Value>(
	path: readonly string[],
	inner: Type<Value>,
	parameters: readonly TypeParameter[] = [],
): Type<Value> {
	return defineType({
		codec: inner.codec,
		path,
		parameters,
		describe: numberOf => ({tag: 'composite', value: describeShape(inner, numberOf)}),
	});
}

/** Values in order, without names. */
export function tuple<const Items extends readonly Type[]>(
	...items: Items
): Type<ShapeValue<Items>> {
	return defineType({
		codec: shapeCodec(items),
		describe: numberOf => ({tag: 'tuple', value: items.map(item => numberOf(item))}),
	});
}

export type VariantShapes = Readonly<Record<string, Shape>>;

/** One variant's name, with what stands in it. */
export type VariantValue<V extends VariantShapes> = {
	readonly [Name in keyof V & string]: V[Name] extends undefined
		? {readonly type: Name; readonly value?: undefined}
		: {readonly type: Name; readonly value: ShapeValue<V[Name]>};
}[keyof V & string];

export type VariantOptions<V extends VariantShapes> = {
	/** The first byte of each variant, where they are not 0, 1, 2 and so on. */
	readonly indices?: Readonly<Record<keyof V & string, number>>;
	readonly parameters?: readonly TypeParameter[];
};

/**
One of several, told apart by the first byte: Rust's `enum`.

@example
```
const phase = variant(['frame_system', 'Phase'], {ApplyExtrinsic: u32, Finalization: undefined});
phase.encode({type: 'ApplyExtrinsic', value: 1});
```
*/
export function variant<const V extends VariantShapes>(
	path: readonly string[],
	shapes: V,
	{indices, parameters}: VariantOptions<V> = {},
): Type<VariantValue<V>> {
	const entries = Object.entries<Shape>(shapes).map(
		([name, shape], position) => [name, shape, indices?.[name] ?? position] as const,
	);
	return defineType({
		codec: variantCodec(entries),
		path,
		parameters,
		describe: numberOf => describeVariants(entries, numberOf),
	});
}

type CodecsByName = StringRecord<UntypedCodec>;

export type VariantEntry = readonly [name: string, shape: Shape, index: number];

/**
Build the codec of variants from their shapes.

@throws {RangeError} If two variants share a first byte.
*/
export function variantCodec(entries: readonly VariantEntry[]): UntypedCodec {
	const indices = entries.map(entry => entry[2]);
	if (new Set(indices).size < indices.length) {
		throw new RangeError(`Two variants share an index: \`${indices.join(', ')}\``);
	}

	const codecs = Object.fromEntries(
		entries.map(([name, shape]) => [name, shapeCodec(shape)]),
	) as CodecsByName;
	return Variant(codecs, indices as never);
}

export function describeVariants(
	entries: readonly VariantEntry[],
	numberOf: Numbering,
): Definition {
	return {
		tag: 'variant',
		value: entries.map(([name, shape, index]) => ({
			name,
			fields: describeShape(shape, numberOf),
			index,
			docs: [],
		})),
	};
}

export function shapeCodec(shape: Shape): UntypedCodec {
	if (shape === undefined) {
		return _void;
	}

	if (isType(shape)) {
		return shape.codec;
	}

	if (isList(shape)) {
		return Tuple(...shape.map(({codec}) => codec));
	}

	const codecs = Object.fromEntries(
		Object.entries(shape).map(([name, {codec}]) => [name, codec]),
	) as CodecsByName;
	return Struct(codecs);
}

function describeShape(shape: Shape, numberOf: Numbering) {
	if (shape === undefined) {
		return [];
	}

	if (isType(shape)) {
		return [{type: numberOf(shape), docs: []}];
	}

	return isList(shape)
		? shape.map(type => ({type: numberOf(type), docs: []}))
		: Object.entries(shape).map(([name, type]) => ({name, type: numberOf(type), docs: []}));
}

function isType(shape: NonNullable<Shape>): shape is Type {
	return 'describe' in shape && typeof shape.describe === 'function';
}

function isList(shape: NonNullable<Shape>): shape is readonly Type[] {
	return Array.isArray(shape);
}
