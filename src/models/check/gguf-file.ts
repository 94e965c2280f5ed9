import {checkFile, type CheckOptions, Fault, type Window} from './window.ts';

/**
Check that a file is a GGUF model that may be loaded, without reading its weights: its header is whole, its counts and dimensions are sane, and the file holds every tensor that it describes.

The format is described in https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

@returns What is wrong, as the end of a sentence, or `undefined`.
@throws {PathError} If it is a folder, a device or a pipe.
*/
export function findGgufFault(file: string, options?: CheckOptions): string | undefined {
	return checkFile(
		file,
		window => {
			if (window.size < 24 || window.text(0, 4) !== 'GGUF') {
				throw new Fault('it is not a GGUF file');
			}

			const version = window.integer(4, 4);
			if (version !== 2 && version !== 3) {
				throw new Fault(`it is a GGUF file of version ${version}, and versions 2 and 3 are known`);
			}

			const tensors = requireCount(window.integer(8, 8), 'tensors');
			const entries = requireCount(window.integer(16, 8), 'entries of metadata');
			const {position, alignment} = skipMetadata(window, entries);
			checkTensors(window, {position, tensors, alignment});
		},
		options,
	);
}

/** A hundred times as many as in the largest models that we know. */
const mostCounted = 100_000;

function requireCount(count: number, what: string): number {
	if (count > mostCounted) {
		throw new Fault(`it claims to have ${count} ${what}`);
	}

	return count;
}

function skipMetadata(window: Window, entries: number) {
	let position = 24;
	let alignment = 32;
	for (let entry = 0; entry < entries; entry++) {
		const keyLength = window.integer(position, 8);
		const key = window.text(position + 8, keyLength);
		const type = window.integer(position + 8 + keyLength, 4);
		const value = position + 8 + keyLength + 4;
		if (key === 'general.alignment' && type === uint32) {
			alignment = window.integer(value, 4);
		}

		position = skipValue(window, value, type);
	}

	if (alignment === 0 || alignment % 8 !== 0) {
		throw new Fault(`its alignment is ${alignment}`);
	}

	return {position, alignment};
}

/** Get where a value ends. */
function skipValue(window: Window, position: number, type: number, depth = 0): number {
	if (type === string) {
		return within(window, position + 8 + window.integer(position, 8));
	}

	if (type !== array) {
		return within(window, position + sizeOf(type));
	}

	const itemType = window.integer(position, 4);
	const count = window.integer(position + 4, 8);
	const start = position + 12;
	if (itemType !== string && itemType !== array) {
		return within(window, start + count * sizeOf(itemType));
	}

	// Each takes at least its length; and each array, its type too.
	within(window, start + count * 8);
	if (depth > 4) {
		throw new Fault('its metadata are nested too deeply');
	}

	let end = start;
	for (let item = 0; item < count; item++) {
		end = skipValue(window, end, itemType, depth + 1);
	}

	return end;
}

function within(window: Window, position: number): number {
	if (!(position <= window.size)) {
		throw new Fault('it ends too early');
	}

	return position;
}

function sizeOf(type: number): number {
	const size = sizes[type];
	if (size === undefined) {
		throw new Fault(`its metadata have a value of the unknown type ${type}`);
	}

	return size;
}

const uint32 = 4;
const string = 8;
const array = 9;
/** Bytes of a value of each type. */
const sizes: Readonly<Record<number, number>> = {
	0: 1,
	1: 1,
	2: 2,
	3: 2,
	4: 4,
	5: 4,
	6: 4,
	7: 1,
	10: 8,
	11: 8,
	12: 8,
};

type Tensors = {
	readonly position: number;
	readonly tensors: number;
	readonly alignment: number;
};

function checkTensors(window: Window, {position, tensors, alignment}: Tensors) {
	let end = position;
	/** Where the last of them ends, counted from where the data begin. */
	let needed = 0;
	for (let tensor = 0; tensor < tensors; tensor++) {
		const nameLength = window.integer(end, 8);
		const name = window.text(end + 8, nameLength);
		const rank = window.integer(end + 8 + nameLength, 4);
		if (rank > 4) {
			throw new Fault(`its tensor \`${name}\` has ${rank} dimensions`);
		}

		const start = end + 8 + nameLength + 4;
		let elements = 1;
		for (let index = 0; index < rank; index++) {
			elements *= window.integer(start + 8 * index, 8);
		}

		const type = window.integer(start + 8 * rank, 4);
		const offset = window.integer(start + 8 * rank + 4, 8);
		const [perBlock, bytes] = blocks[type] ?? smallestBlock;
		needed = Math.max(needed, offset + Math.ceil(elements / perBlock) * bytes);
		end = start + 8 * rank + 12;
	}

	const data = Math.ceil(end / alignment) * alignment;
	if (tensors > 0 && !(data + needed <= window.size)) {
		throw new Fault(`its tensors need ${data + needed} bytes, and it has ${window.size}`);
	}
}

/** Elements and bytes of a block of each type, from `GGML_QUANT_SIZES` of the package `gguf`. */
const blocks: Readonly<Record<number, readonly [elements: number, bytes: number]>> = {
	0: [1, 4],
	1: [1, 2],
	2: [32, 18],
	3: [32, 20],
	6: [32, 22],
	7: [32, 24],
	8: [32, 34],
	9: [32, 36],
	10: [256, 84],
	11: [256, 110],
	12: [256, 144],
	13: [256, 176],
	14: [256, 210],
	15: [256, 292],
	16: [256, 66],
	17: [256, 74],
	18: [256, 98],
	19: [256, 50],
	20: [32, 18],
	21: [256, 110],
	22: [256, 82],
	23: [256, 136],
	24: [1, 1],
	25: [1, 2],
	26: [1, 4],
	27: [1, 8],
	28: [1, 8],
	29: [256, 56],
	30: [1, 2],
	34: [256, 54],
	35: [256, 66],
	39: [32, 17],
};

/** No type that may be added is likely to take less. */
const smallestBlock = [8, 1] as const;
