import {enhanceCodec, type Codec} from '@polkadot-api/substrate-bindings';

/** Bytes as lowercase hex with `0x`; the form of hashes and accounts in memory, so that they compare and key maps by value. */
export type Hex = `0x${string}`;

/** What metadata says about a type, in the shape that version 14 and 15 share. */
export type Definition = {readonly tag: string; readonly value: unknown};

/** Finds or gives the number by which metadata refers to a type. */
export type Numbering = (type: Type) => number;

/** A generic parameter as metadata lists it; some clients learn the outer call and event from these. */
export type TypeParameter = {readonly name: string; readonly type: Type | undefined};

/**
A SCALE type: how its values are written, and how metadata describes it. Both come from one definition, so they cannot disagree.
*/
export type Type<Value = unknown> = {
	readonly codec: UntypedCodec;
	/** What Rust calls it where it is used; some clients show it, and some cannot do without. */
	readonly name: string;
	readonly path: readonly string[];
	readonly parameters: readonly TypeParameter[];
	readonly describe: (numberOf: Numbering) => Definition;
	/** Whether the type can hold itself, so that metadata has to give it a number before it can be described. */
	readonly isRecursive: boolean;
	// As methods these are bivariant, so that any `Type<Value>` is a `Type`.
	/** @throws {RangeError} If a number does not fit. */
	encode(value: Value): Uint8Array;
	/** Read one value from the start of the bytes; what follows is ignored. Throws if they are too short. */
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
Make a type from its codec and its description. The other modules of this folder build all that the chain needs; reach for this one only for a new kind of type.
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

/** Keep a type's bytes and description, but hold its values in another form in memory. */
export function mapType<Inner, Value>(
	type: Type<Inner>,
	toInner: (value: Value) => Inner,
	fromInner: (inner: Inner) => Value,
): Type<Value> {
	return defineType({...type, codec: enhanceCodec<Inner, Value>(type.codec, toInner, fromInner)});
}

/** The codecs read the whole buffer under an array, so a view on part of one has to be copied. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}
