import type {Tensor} from 'onnxruntime-node';
import type {Runtime} from '../open-session.ts';
import type {DecoderShape} from './decoder-shape.ts';

/** What a decoder has read in each row of a batch. Rows end in the same column; shorter ones begin later, after columns that are masked. */
export type KvCache = {
	/** Keys and values in the order of the shape's entries, each `[rows, heads, columns, size]`. */
	readonly tensors: readonly Tensor[];
	readonly rows: number;
	readonly columns: number;
};

/** A row of a cache, and how many of its columns, from the right, it uses. */
export type CacheRow<Cache = KvCache> = {
	readonly cache: Cache;
	readonly row: number;
	readonly used: number;
};

/**
Create an empty cache for a batch.
*/
export const createCache = (
	runtime: Runtime,
	shape: Pick<DecoderShape, 'cache'>,
	rows: number,
): KvCache => ({
	rows,
	columns: 0,
	tensors: shape.cache.map(
		({type, heads, size}) =>
			new runtime.Tensor(type, new arrayTypes[type](0) as Float32Array, [rows, heads, 0, size]),
	),
});

/** Arrays that hold numbers of each type. */
export const arrayTypes = {float32: Float32Array, float16: Float16Array} as const;

/**
Copy rows of any caches into one, as narrow as its longest row.
*/
export function packRows(
	runtime: Runtime,
	shape: DecoderShape,
	rows: readonly CacheRow[],
): KvCache {
	const columns = Math.max(...rows.map(({used}) => used));
	const tensors = shape.cache.map(({type, heads, size}) => {
		const data = new arrayTypes[type](rows.length * heads * columns * size) as Float32Array;
		return new runtime.Tensor(type, data, [rows.length, heads, columns, size]);
	});
	const packed = {tensors, rows: rows.length, columns};
	for (const [row, source] of rows.entries()) {
		copyRow(shape, source, {cache: packed, row});
	}

	return packed;
}

/**
Tell whether there is room in a cache for so many used columns of each row, and not much more.
*/
export function fitsIn({rows, columns}: KvCache, used: readonly number[]): boolean {
	const longest = Math.max(...used);
	return (
		used.length <= rows && longest <= columns && used.length * longest >= 0.75 * rows * columns
	);
}

/**
Copy a row over one of another cache, which has as many columns as it uses.
*/
export function copyRow(
	shape: DecoderShape,
	{cache, row, used}: CacheRow,
	target: Omit<CacheRow, 'used'>,
) {
	for (const [entry, {heads, size}] of shape.cache.entries()) {
		// The runtime's types do not know arrays of float16 yet.
		const from = cache.tensors[entry]!.data as Float32Array;
		const to = target.cache.tensors[entry]!.data as Float32Array;
		const width = cache.columns * size;
		const targetWidth = target.cache.columns * size;
		for (let head = 0; head < heads; head++) {
			const end = (row * heads + head + 1) * width;
			const start = (target.row * heads + head) * targetWidth;
			const pad = targetWidth - used * size;
			// What is masked must be finite all the same.
			to.fill(0, start, start + pad);
			to.set(from.subarray(end - used * size, end), start + pad);
		}
	}
}
