import {Buffer} from 'node:buffer';
import {open, type FileHandle} from 'node:fs/promises';

/**
Check that a file has the outer structure of an ONNX model, without reading its weights: a Protocol Buffers message that ends where the file ends, with an IR version, a graph and an operator set.

Field numbers are from `ModelProto` in `onnx.proto3`: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3

@returns What is wrong, as the end of a sentence, or `undefined` if it looks like a model.
*/
export async function findOnnxFault(file: string): Promise<string | undefined> {
	await using handle = await open(file, 'r');
	const {size} = await handle.stat();
	const fields = await readFields(handle, size);
	return fields !== undefined && requiredFields.every(field => fields.has(field))
		? undefined
		: 'it is not an ONNX file';
}

/** Read which fields a message has, skipping their content; `undefined` if it is malformed. */
async function readFields(handle: FileHandle, size: number): Promise<Set<number> | undefined> {
	const fields = new Set<number>();
	let position = 0;
	while (position < size) {
		const {buffer, bytesRead} = await handle.read({
			buffer: Buffer.alloc(longestHeader),
			position,
		});
		const header = readHeader(buffer.subarray(0, bytesRead));
		if (header === undefined) {
			return undefined;
		}

		fields.add(header.field);
		position += header.length;
	}

	return position === size ? fields : undefined;
}

type Header = {
	readonly field: number;
	/** Length of the whole field in bytes, header included. */
	readonly length: number;
};

/** Read a field's tag and length; `ModelProto` only has integers and length-delimited fields. */
function readHeader(bytes: Uint8Array): Header | undefined {
	const tag = readVarint(bytes, 0);
	const value = tag && readVarint(bytes, tag.end);
	if (!tag || !value) {
		return undefined;
	}

	const field = Math.floor(tag.value / 8);
	switch (tag.value % 8) {
		case 0: {
			return {field, length: value.end};
		}

		case 2: {
			return {field, length: value.end + value.value};
		}

		default: {
			return undefined;
		}
	}
}

/** Read a varint: seven bits per byte, lowest first; the last byte has its high bit clear. */
function readVarint(bytes: Uint8Array, start: number) {
	const last = bytes.subarray(start, start + longestVarint).findIndex(byte => byte < 128);
	if (last === -1) {
		return undefined;
	}

	const digits = bytes.subarray(start, start + last + 1);
	const value = digits.reduceRight((total, byte) => total * 128 + (byte % 128), 0);
	return {value, end: start + digits.length};
}

const irVersion = 1;
const graph = 7;
const opsetImport = 8;
const requiredFields = [irVersion, graph, opsetImport];
const longestVarint = 10;
const longestHeader = 2 * longestVarint;
