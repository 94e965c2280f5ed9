import {describeShape, shapeCodec, type Shape, type ShapeValue} from './shapes.ts';
import {defineType, type Fields, type Type, type TypeParameter, type ValuesOf} from './type.ts';
import {describeVariants, variantCodec} from './variants.ts';

/** Named values, written in order: Rust's `struct`. */
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

/** A named inner type: Rust's `struct Name(Inner)`. In memory and on the wire the value is the inner one. */
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
		name: `(${items.map(({name}) => name).join(', ')})`,
		describe: numberOf => ({tag: 'tuple', value: items.map(item => numberOf(item))}),
	});
}

export type VariantShapes = Readonly<Record<string, Shape>>;

/** A variant's name and contents. */
export type VariantValue<V extends VariantShapes> = {
	readonly [Name in keyof V & string]: V[Name] extends undefined
		? {readonly type: Name; readonly value?: undefined}
		: {readonly type: Name; readonly value: ShapeValue<V[Name]>};
}[keyof V & string];

export type VariantOptions<V extends VariantShapes> = {
	/** The first byte of each variant, if they are not 0, 1, 2 and so on. */
	readonly indices?: Readonly<Record<keyof V & string, number>>;
	readonly parameters?: readonly TypeParameter[];
};

/**
A tagged union, identified by its first byte: Rust's `enum`.

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
