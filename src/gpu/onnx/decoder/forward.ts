import type {InferenceSession, Tensor} from 'onnxruntime-node';
import type {Runtime} from '../open-session.ts';
import type {DecoderShape} from './decoder-shape.ts';
import {createCache, type KvCache} from './kv-cache.ts';

/** The result of reading columns of tokens. */
export type Read<Cache = KvCache> = {
	readonly cache: Cache;
	/** Get the logits after the last column of a row. */
	readonly logits: (row: number) => Float32Array;
};

/** The passes of a model that makes texts. Its cache may be of any kind. */
export type Forward<Cache = KvCache> = {
	/** Read prompts, from nothing. */
	readonly prefill: (prompts: ReadonlyArray<readonly number[]>) => Promise<Read<Cache>>;
	/** Read one token more in each row, of which the cache holds `used` columns. */
	readonly step: (
		cache: Cache,
		rows: ReadonlyArray<{readonly token: number; readonly used: number}>,
	) => Promise<Read<Cache>>;
};

/** Columns that are read at once at most: some exports write out the scores of attention, which take memory by their square. */
const longestPart = 2048;

/**
Create the passes of a decoder. Each blocks the thread.

@param mostLogits Prompts are read in parts, so that at most this many logits are computed at once, of which only the last ones matter, unless the model can leave the others out. The usual limit takes 128 MiB.
*/
export function createForward(
	{runtime, session}: {readonly runtime: Runtime; readonly session: InferenceSession},
	shape: DecoderShape,
	mostLogits = 32 * 1024 * 1024,
): Forward {
	const one = new runtime.Tensor('int64', [1n], []);
	// Unknown until the first pass, which is a short one.
	let vocabulary = 1;

	const read = async (
		cache: KvCache,
		ids: ReadonlyArray<readonly number[]>,
		pads: readonly number[],
	): Promise<Read> => {
		const rows = ids.length;
		const width = ids[0]!.length;
		const columns = cache.columns + width;
		const integers = (data: BigInt64Array) =>
			new runtime.Tensor('int64', data, [rows, data.length / rows]);
		const results = await session.run({
			...Object.fromEntries(shape.cache.map(({past}, index) => [past, cache.tensors[index]!])),
			/* eslint-disable @typescript-eslint/naming-convention -- The names of Hugging Face. */
			input_ids: integers(BigInt64Array.from(ids.flat(), BigInt)),
			attention_mask: integers(toMask(pads, columns)),
			...(shape.hasPositions && {
				position_ids: integers(toPositions(pads, cache.columns, columns)),
			}),
			...(shape.picksLogits && {num_logits_to_keep: one}),
			/* eslint-enable @typescript-eslint/naming-convention */
		});
		vocabulary = results.logits!.dims.at(-1)!;
		return {
			cache: {rows, columns, tensors: shape.cache.map(({present}) => results[present]!)},
			logits: row => readLastLogits(results.logits!, row),
		};
	};

	return {
		async prefill(prompts) {
			const width = Math.max(...prompts.map(({length}) => length));
			const pads = prompts.map(({length}) => width - length);
			const padded = prompts.map((ids, row) => [
				...Array.from({length: pads[row]!}, () => 0),
				...ids,
			]);
			const most = shape.picksLogits
				? longestPart
				: Math.floor(mostLogits / (prompts.length * vocabulary));
			let cache = createCache(runtime, shape, prompts.length);
			for (let start = 0; ; start = cache.columns) {
				const end = Math.min(width, start + Math.max(1, most));
				const done = await read(
					cache,
					padded.map(ids => ids.slice(start, end)),
					pads,
				);
				if (end === width) {
					return done;
				}

				({cache} = done);
			}
		},
		step: async (cache, rows) =>
			read(
				cache,
				rows.map(({token}) => [token]),
				rows.map(({used}) => cache.columns - used),
			),
	};
}

/** Get the logits after the last column of a row, of `[rows, columns, words]`. */
export function readLastLogits({data, dims}: Tensor, row: number): Float32Array {
	const [, columns, words] = dims as [number, number, number];
	const end = (row + 1) * columns * words;
	const last = (data as Float32Array).subarray(end - words, end);
	// They may be of float16 all the same.
	return last instanceof Float32Array ? last : Float32Array.from(last);
}

/** Let each row see all columns but its first, unused ones. */
function toMask(pads: readonly number[], columns: number): BigInt64Array {
	const mask = new BigInt64Array(pads.length * columns).fill(1n);
	for (const [row, pad] of pads.entries()) {
		// Where a part of the prompts is read, a short one may begin only after it.
		mask.fill(0n, row * columns, row * columns + Math.min(pad, columns));
	}

	return mask;
}

/** Number each row's columns from its first used one. */
function toPositions(pads: readonly number[], start: number, end: number): BigInt64Array {
	const width = end - start;
	const positions = new BigInt64Array(pads.length * width);
	for (const [row, pad] of pads.entries()) {
		for (let column = start; column < end; column++) {
			positions[row * width + column - start] = BigInt(Math.max(0, column - pad));
		}
	}

	return positions;
}
