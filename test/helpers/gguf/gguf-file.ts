import {Buffer} from 'node:buffer';

export type GgufTensor = {
	readonly name: string;
	readonly dims: readonly number[];
	/** @default 0, which is F32 */
	readonly type?: number;
	readonly offset?: number;
};

export type GgufOptions = {
	readonly version?: number;
	readonly tensors?: readonly GgufTensor[];
	/** Counts to claim instead of the true ones. */
	readonly claimed?: {readonly tensors?: bigint; readonly entries?: bigint};
	/** Encoded entries of metadata. */
	readonly entries?: readonly Uint8Array[];
	/** Bytes of weights. */
	readonly weights?: number;
};

/** Encode a GGUF file: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function encodeGguf({
	version = 3,
	tensors = [{name: 'weight', dims: [4, 2]}],
	claimed = {},
	entries = [textEntry('general.architecture', 'llama')],
	weights = 32,
}: GgufOptions = {}): Uint8Array {
	const head = Buffer.concat([
		Buffer.from('GGUF'),
		uint32(version),
		uint64(claimed.tensors ?? BigInt(tensors.length)),
		uint64(claimed.entries ?? BigInt(entries.length)),
		...entries,
		...tensors.map(({name, dims, type = 0, offset = 0}) =>
			Buffer.concat([
				text(name),
				uint32(dims.length),
				...dims.map(dim => uint64(BigInt(dim))),
				uint32(type),
				uint64(BigInt(offset)),
			]),
		),
	]);
	const padding = (32 - (head.length % 32)) % 32;
	return Buffer.concat([head, Buffer.alloc(padding + weights)]);
}

export const textEntry = (key: string, value: string): Uint8Array =>
	Buffer.concat([text(key), uint32(8), text(value)]);

/** An array of strings, or one that claims another count. */
export const listEntry = (
	key: string,
	values: readonly string[],
	count = BigInt(values.length),
): Uint8Array =>
	Buffer.concat([
		text(key),
		uint32(9),
		uint32(8),
		uint64(count),
		...values.map(value => text(value)),
	]);

/** An entry of a type that does not exist. */
export const strangeEntry = (): Uint8Array => Buffer.concat([text('x'), uint32(77), uint64(0n)]);

const text = (value: string) =>
	Buffer.concat([uint64(BigInt(Buffer.byteLength(value))), Buffer.from(value)]);

function uint32(value: number) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function uint64(value: bigint) {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(value);
	return bytes;
}
