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
	const tensors = shape.cache.map(({type, heads, size}, entry) => {
		const width = columns * size;
		const packed = new arrayTypes[type](rows.length * heads * width);
		for (const [index, {cache, row, used}] of rows.entries()) {
			// The runtime's types do not know arrays of float16 yet.
			const source = cache.tensors[entry]!.data as Float32Array;
			const sourceWidth = cache.columns * size;
			for (let head = 0; head < heads; head++) {
				const end = (row * heads + head + 1) * sourceWidth;
				packed.set(
					source.subarray(end - used * size, end),
					(index * heads + head + 1) * width - used * size,
				);
			}
		}

		return new runtime.Tensor(type, packed as Float32Array, [rows.length, heads, columns, size]);
	});
	return {tensors, rows: rows.length, columns};
}
