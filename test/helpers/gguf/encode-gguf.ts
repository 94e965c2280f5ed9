import {Buffer} from 'node:buffer';

type GgufValue = string | number | boolean | readonly string[] | readonly number[] | Float;
type Float = {readonly float: number};

export type GgufTensor = {
	readonly name: string;
	/** The length of a row first. */
	readonly dims: readonly number[];
	readonly data: Float32Array;
};

export type GgufFile = {
	readonly fields: Readonly<Record<string, GgufValue>>;
	readonly tensors: readonly GgufTensor[];
};

/** Numbers of types of fields and tensors, and how tensors are aligned, from `docs/gguf.md` of the project ggml. */
const types = {uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9} as const;
const tensorFloat32 = 0;
const alignment = 32;

/**
Encode a GGUF file, version 3. Whole numbers become `uint32`, and in arrays `int32`.
*/
export function encodeGguf({fields, tensors}: GgufFile): Uint8Array {
	const infos: Uint8Array[] = [];
	let offset = 0;
	for (const {name, dims, data} of tensors) {
		infos.push(
			text(name),
			uint32(dims.length),
			...dims.map(size => uint64(size)),
			uint32(tensorFloat32),
			uint64(offset),
		);
		offset += pad(data.byteLength);
	}

	const head = Buffer.concat([
		Buffer.from('GGUF'),
		uint32(3),
		uint64(tensors.length),
		uint64(Object.keys(fields).length),
		...Object.entries(fields).flatMap(([name, value]) => [text(name), encodeValue(value)]),
		...infos,
	]);
	return Buffer.concat([
		padded(head),
		...tensors.map(({data}) => padded(Buffer.from(data.buffer, data.byteOffset, data.byteLength))),
	]);
}

function encodeValue(value: GgufValue): Uint8Array {
	if (typeof value === 'string') {
		return Buffer.concat([uint32(types.string), text(value)]);
	}

	if (typeof value === 'number') {
		return Buffer.concat([uint32(types.uint32), uint32(value)]);
	}

	if (typeof value === 'boolean') {
		return Buffer.concat([uint32(types.bool), Buffer.of(value ? 1 : 0)]);
	}

	return 'float' in value
		? Buffer.concat([uint32(types.float32), float32(value.float)])
		: encodeArray(value);
}

function encodeArray(values: readonly string[] | readonly number[]): Uint8Array {
	const isText = typeof values[0] === 'string';
	return Buffer.concat([
		uint32(types.array),
		uint32(isText ? types.string : types.int32),
		uint64(values.length),
		...values.map(value => (typeof value === 'string' ? text(value) : int32(value))),
	]);
}

const pad = (length: number) => Math.ceil(length / alignment) * alignment;

const padded = (bytes: Uint8Array) =>
	Buffer.concat([bytes, Buffer.alloc(pad(bytes.length) - bytes.length)]);

function text(value: string): Uint8Array {
	const bytes = Buffer.from(value);
	return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Uint8Array {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function int32(value: number): Uint8Array {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32LE(value);
	return bytes;
}

function float32(value: number): Uint8Array {
	const bytes = Buffer.alloc(4);
	bytes.writeFloatLE(value);
	return bytes;
}

function uint64(value: number): Uint8Array {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(value));
	return bytes;
}
