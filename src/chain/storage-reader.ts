import {setImmediate} from 'node:timers/promises';
import * as v from 'valibot';
import {getBestHash} from './head.ts';
import type {BlockCache} from './block-cache.ts';
import type {Rpc} from './connection/rpc.ts';
import {hex} from './connection/schemas.ts';

/** Values by storage key, as hex; `undefined` where there is none. */
export type Stored = ReadonlyMap<string, string | undefined>;

export type StorageReader = {
	/** Read keys at a block, by default the current best one. */
	readonly read: (keys: readonly string[], at: string | undefined) => Promise<Stored>;
};

type Batch = {readonly keys: Set<string>; readonly stored: Promise<Stored>};

/** A request of that many has half a megabyte; nodes take 15 by default (`--rpc-max-request-size`). */
const maximumKeys = 4000;

/**
Create a reader that saves requests: reads started in the same turn of the event loop are batched, and values are cached by block.
*/
export function createStorageReader(
	rpc: Rpc,
	known: BlockCache<string | undefined>,
): StorageReader {
	const batches = new Map<string | undefined, Batch>();

	const begin = (at: string | undefined): Batch => {
		const keys = new Set<string>();
		const fetch = async () => {
			// Wait for the other reads of this turn.
			await setImmediate();
			batches.delete(at);
			return fetchStored(rpc, [...keys], at);
		};

		const batch = {keys, stored: fetch()};
		batches.set(at, batch);
		return batch;
	};

	const read = async (keys: readonly string[], at: string | undefined): Promise<Stored> => {
		const {keys: joined, stored} = batches.get(at) ?? begin(at);
		for (const key of keys) {
			joined.add(key);
		}

		return stored;
	};

	return {
		async read(keys, at) {
			if (at === undefined) {
				return read(keys, at);
			}

			const cache = known.of(at);
			const missing = keys.filter(key => !cache.has(key));
			if (missing.length > 0) {
				const stored = await read(missing, at);
				for (const key of missing) {
					cache.set(key, stored.get(key));
				}
			}

			return cache;
		},
	};
}

const changeSets = v.array(v.object({changes: v.array(v.tuple([hex, v.nullable(hex)]))}));

/** A node lists every key that it was asked for, with `null` for one that has no value. A key that is missing says nothing. */
const changesOf = (keys: readonly string[]) =>
	v.pipe(
		changeSets,
		v.check(sets => {
			const listed = new Set(sets.flatMap(({changes}) => changes.map(([key]) => key)));
			return keys.every(key => listed.has(key));
		}),
	);

async function fetchStored(
	rpc: Rpc,
	keys: readonly string[],
	at: string | undefined,
): Promise<Stored> {
	const starts = Array.from(
		{length: Math.ceil(keys.length / maximumKeys)},
		(_, index) => index * maximumKeys,
	);
	// All parts of a read must come from the same block.
	const block = starts.length > 1 ? (at ?? (await getBestHash(rpc))) : at;
	const parts = await Promise.all(
		starts.map(async start => {
			const part = keys.slice(start, start + maximumKeys);
			return rpc.request(
				'state_queryStorageAt',
				block === undefined ? [part] : [part, block],
				changesOf(part),
			);
		}),
	);
	const stored = new Map<string, string | undefined>();
	for (const {changes} of parts.flat()) {
		for (const [key, value] of changes) {
			stored.set(key, value ?? undefined);
		}
	}

	return stored;
}
