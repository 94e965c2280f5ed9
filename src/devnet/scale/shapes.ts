import {Struct, Tuple, _void, type StringRecord} from '@polkadot-api/substrate-bindings';
import type {Fields, Numbering, Type, UntypedCodec, ValueOf, ValuesOf} from './type.ts';

/**
The contents of a variant, an event or a call: nothing, one unnamed value, several in order, or several by name.
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

/** Get the codec of a shape. */
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
	) as StringRecord<UntypedCodec>;
	return Struct(codecs);
}

/** Describe the fields of a shape for metadata. */
export function describeShape(shape: Shape, numberOf: Numbering) {
	if (shape === undefined) {
		return [];
	}

	const describe = (type: Type, name?: string) => ({
		name,
		type: numberOf(type),
		typeName: type.name,
		docs: [],
	});
	if (isType(shape)) {
		return [describe(shape)];
	}

	return isList(shape)
		? shape.map(type => describe(type))
		: Object.entries(shape).map(([name, type]) => describe(type, name));
}

function isType(shape: NonNullable<Shape>): shape is Type {
	return 'describe' in shape && typeof shape.describe === 'function';
}

function isList(shape: NonNullable<Shape>): shape is readonly Type[] {
	return Array.isArray(shape);
}
