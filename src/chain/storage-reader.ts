import {setImmediate} from 'node:timers/promises';
import {createBlockCache} from './block-cache.ts';
import type {Rpc} from './connection/rpc.ts';

/** What stands at storage keys, as hex; `undefined` where nothing does. */
export type Stored = ReadonlyMap<string, string | undefined>;

export type StorageReader = {
	/** Read keys at a block, or at the best block of now. */
	readonly read: (keys: readonly string[], at: string | undefined) => Promise<Stored>;
};

type Batch = {readonly keys: Set<string>; readonly stored: Promise<Stored>};

/** More in one request and public nodes may refuse it for its size. */
const maximumKeys = 1000;

/**
Create a reader that asks little: reads that are begun in the same turn of the event loop share a request, and what is known of a block is not asked again.
*/
export function createStorageReader(rpc: Rpc): StorageReader {
	const batches = new Map<string | undefined, Batch>();
	const known = createBlockCache<string | undefined>();

	const begin = (at: string | undefined): Batch => {
		const keys = new Set<string>();
		const fetch = async () => {
			// Let everybody in who asks in this turn.
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

type ChangeSet = {readonly changes: ReadonlyArray<readonly [key: string, value: unknown]>};

async function fetchStored(
	rpc: Rpc,
	keys: readonly string[],
	at: string | undefined,
): Promise<Stored> {
	const starts = Array.from(
		{length: Math.ceil(keys.length / maximumKeys)},
		(_, index) => index * maximumKeys,
	);
	// Parts of one read must not come from two blocks.
	const block =
		starts.length > 1 ? (at ?? ((await rpc.request('chain_getBlockHash')) as string)) : at;
	const parts = await Promise.all(
		starts.map(async start => {
			const part = keys.slice(start, start + maximumKeys);
			return rpc.request('state_queryStorageAt', block === undefined ? [part] : [part, block]);
		}),
	);
	const stored = new Map<string, string | undefined>();
	for (const {changes} of (parts as ReadonlyArray<readonly ChangeSet[]>).flat()) {
		for (const [key, value] of changes) {
			stored.set(key, typeof value === 'string' ? value : undefined);
		}
	}

	return stored;
}
