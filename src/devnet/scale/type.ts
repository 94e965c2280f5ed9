import {enhanceCodec, type Codec} from '@polkadot-api/substrate-bindings';

/** Bytes as lowercase hex with `0x`: the form of hashes and accounts in memory, so that they compare and serve as map keys by value. */
export type Hex = `0x${string}`;

/** A type's description in metadata, in the shape common to versions 14 and 15. */
export type Definition = {readonly tag: string; readonly value: unknown};

/** A function that looks up or assigns the number by which metadata refers to a type. */
export type Numbering = (type: Type) => number;

/** A generic parameter in metadata; some clients find the outer call and event through these. */
export type TypeParameter = {readonly name: string; readonly type: Type | undefined};

/**
A SCALE type: its codec and its metadata description. Both come from one definition, so they cannot disagree.
*/
export type Type<Value = unknown> = {
	readonly codec: UntypedCodec;
	/** Its Rust name where it is used; some clients display it, and some depend on it. */
	readonly name: string;
	readonly path: readonly string[];
	readonly parameters: readonly TypeParameter[];
	readonly describe: (numberOf: Numbering) => Definition;
	/** Whether the type can contain itself, so that metadata must assign its number before describing it. */
	readonly isRecursive: boolean;
	// As methods these are bivariant, so that any `Type<Value>` is a `Type`.
	/** @throws {RangeError} If a number does not fit. */
	encode(value: Value): Uint8Array;
	/** Decode one value from the start of the bytes; the rest is ignored. Throws if they are too short. */
	decode(bytes: Uint8Array): Value;
};

// Composed codecs cannot carry the types of their parts without `any`; `Type` carries them instead.
export type UntypedCodec = Codec<any>;

export type ValueOf<T> = T extends Type<infer Value> ? Value : never;
export type Fields = Readonly<Record<string, Type>>;
export type ValuesOf<F extends Fields> = {readonly [Name in keyof F]: ValueOf<F[Name]>};

export type TypeOptions = {
	readonly codec: UntypedCodec;
	readonly describe: (numberOf: Numbering) => Definition;
	/** @default The last part of `path` */
	readonly name?: string;
	readonly path?: readonly string[];
	readonly parameters?: readonly TypeParameter[];
	readonly isRecursive?: boolean;
};

/**
Define a type by its codec and its description. The other modules of this folder cover what the chain needs; use this one only for a new kind of type.
*/
export function defineType<Value>({
	codec,
	describe,
	path = [],
	name = path.at(-1) ?? '',
	parameters = [],
	isRecursive = false,
}: TypeOptions): Type<Value> {
	return {
		codec,
		describe,
		name,
		path,
		parameters,
		isRecursive,
		encode: codec.enc as (value: Value) => Uint8Array,
		decode: bytes => codec.dec(ownBuffer(bytes)) as Value,
	};
}

/** Keep a type's bytes and description, but represent its values differently in memory. */
export function mapType<Inner, Value>(
	type: Type<Inner>,
	toInner: (value: Value) => Inner,
	fromInner: (inner: Inner) => Value,
): Type<Value> {
	return defineType({...type, codec: enhanceCodec<Inner, Value>(type.codec, toInner, fromInner)});
}

/** The codecs read the whole buffer behind an array, so a view on part of one has to be copied. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}
