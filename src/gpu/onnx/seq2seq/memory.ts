import type {Tensor} from 'onnxruntime-node';
import {arrayTypes, type CacheRow} from '../decoder/kv-cache.ts';
import type {Runtime} from '../open-session.ts';

/** What has been read of prompts and texts in each row of a batch. */
export type Memory = {
	readonly rows: number;
	/** The rows in order. Those of a group have texts of one length, since decoders with an encoder take no mask for their own text. */
	readonly groups: readonly Group[];
};

export type Group = {
	/** How many tokens of each prompt there are. */
	readonly read: readonly number[];
	/** Which columns of the prompts are theirs. */
	readonly mask: Tensor;
	/** Number of columns that grow with the texts. */
	readonly columns: number;
	/** Keys and values of the texts, each `[rows, heads, columns, size]`. */
	readonly growing: readonly Tensor[];
	/** What was made of the prompts, of which columns beyond `read` are masked: the encoder's vectors, `[rows, columns, size]`, then the decoder's keys and values. */
	readonly constant: readonly Tensor[];
};

type Place = {readonly group: Group; readonly row: number};

/** Find a row of a memory. */
export function findPlace({groups}: Memory, row: number): Place {
	let index = row;
	for (const group of groups) {
		if (index < group.read.length) {
			return {group, row: index};
		}

		index -= group.read.length;
	}

	throw new RangeError(`There is no row \`${row}\``);
}

/** Let each row see the first columns, as many as its prompt has tokens. */
export function createMask(runtime: Runtime, read: readonly number[]): Tensor {
	const columns = Math.max(...read);
	const mask = new BigInt64Array(read.length * columns);
	for (const [row, used] of read.entries()) {
		mask.fill(1n, row * columns, row * columns + used);
	}

	return new runtime.Tensor('int64', mask, [read.length, columns]);
}

/**
Copy rows of any memories into one. Neighbours whose texts are of one length share a group.
*/
export function packMemory(runtime: Runtime, rows: ReadonlyArray<CacheRow<Memory>>): Memory {
	const groups: Place[][] = [];
	for (const {cache, row} of rows) {
		const place = findPlace(cache, row);
		const last = groups.at(-1);
		if (last?.[0]?.group.columns === place.group.columns) {
			last.push(place);
		} else {
			groups.push([place]);
		}
	}

	return {rows: rows.length, groups: groups.map(places => packGroup(runtime, places))};
}

function packGroup(runtime: Runtime, places: readonly Place[]): Group {
	const {group} = places[0]!;
	const isWhole =
		places.length === group.read.length &&
		places.every((place, index) => place.group === group && place.row === index);
	if (isWhole) {
		return group;
	}

	const {columns} = group;
	const read = places.map(place => place.group.read[place.row]!);
	const pack = (toTensor: (group: Group) => Tensor, used: readonly number[]) =>
		packTensors(
			runtime,
			places.map((place, index) => ({
				tensor: toTensor(place.group),
				row: place.row,
				used: used[index]!,
			})),
		);
	return {
		read,
		mask: createMask(runtime, read),
		columns,
		growing: group.growing.map((_, entry) =>
			pack(
				({growing}) => growing[entry]!,
				read.map(() => columns),
			),
		),
		constant: group.constant.map((_, entry) => pack(({constant}) => constant[entry]!, read)),
	};
}

type TensorRow = {readonly tensor: Tensor; readonly row: number; readonly used: number};

/** Copy the first columns of rows, `[…, columns, size]` each, into one tensor, as wide as its widest row. */
function packTensors(runtime: Runtime, rows: readonly TensorRow[]): Tensor {
	const {dims, type} = rows[0]!.tensor;
	const heads = dims.slice(1, -2).reduce((product, side) => product * side, 1);
	const size = dims.at(-1)!;
	const columns = Math.max(...rows.map(({used}) => used));
	const width = columns * size;
	const packed = new arrayTypes[type as keyof typeof arrayTypes](rows.length * heads * width);
	for (const [index, {tensor, row, used}] of rows.entries()) {
		// The runtime's types do not know arrays of float16 yet.
		const source = tensor.data as Float32Array;
		const sourceWidth = tensor.dims.at(-2)! * size;
		for (let head = 0; head < heads; head++) {
			const start = (row * heads + head) * sourceWidth;
			packed.set(source.subarray(start, start + used * size), (index * heads + head) * width);
		}
	}

	return new runtime.Tensor(type as 'float32', packed as Float32Array, [
		rows.length,
		...dims.slice(1, -2),
		columns,
		size,
	]);
}
