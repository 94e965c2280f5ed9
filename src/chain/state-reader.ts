import {createBlockCache} from './block-cache.ts';
import type {ChainClient} from './client.ts';
import type {Rpc} from './connection/rpc.ts';
import type {Runtime} from './runtime/runtime.ts';
import {createStorageReader} from './storage-reader.ts';

export type StateReader = Pick<ChainClient, 'query' | 'entries' | 'call' | 'pin'>;

/** Keys that a node gives at once; it is the most that nodes allow. */
const pageSize = 1000;

/** Create what reads a chain's state with the runtime of the moment. */
export function createStateReader(rpc: Rpc, runtime: () => Runtime): StateReader {
	const storage = createStorageReader(rpc);
	const answers = createBlockCache<Promise<string>>();

	const pin: StateReader['pin'] = async at =>
		at ?? ((await rpc.request('chain_getBlockHash')) as string);

	const query: StateReader['query'] = async (at, queries) => {
		const wanted = queries.map(([pallet, item, ...keys]) => {
			const found = runtime().storage(pallet, item);
			// An item with another key is not the one that was meant.
			return found?.keyLength === keys.length
				? {decode: found.decode, key: found.key(keys)}
				: undefined;
		});
		const stored = await storage.read(
			wanted.flatMap(item => (item === undefined ? [] : [item.key])),
			at,
		);
		return wanted.map(item => item?.decode(stored.get(item.key)));
	};

	const entries: StateReader['entries'] = async (at, [pallet, name, ...first]) => {
		const item = runtime().storage(pallet, name);
		if (item === undefined) {
			return [];
		}

		const block = await pin(at);
		const keys = await fetchKeys(rpc, item.prefix(first), block);
		const stored = await storage.read(keys, block);
		return keys.map(key => ({
			keys: item.decodeKey(key).slice(first.length),
			value: item.decode(stored.get(key)),
		}));
	};

	const call: StateReader['call'] = async (at, api, name, parameters) => {
		const method = runtime().method(api, name, parameters.length);
		if (method === undefined) {
			return undefined;
		}

		const input = method.encode(parameters);
		const ask = async () =>
			rpc.request('state_call', at === undefined ? [method.name, input] : [method.name, input, at]);
		if (at === undefined) {
			return method.decode((await ask()) as string);
		}

		const known = answers.of(at);
		const key = `${method.name} ${input}`;
		const answer = known.get(key) ?? (ask() as Promise<string>);
		known.set(key, answer);
		try {
			return method.decode(await answer);
		} catch (error) {
			known.delete(key);
			throw error;
		}
	};

	return {query, entries, call, pin};
}

async function fetchKeys(rpc: Rpc, prefix: string, at: string): Promise<readonly string[]> {
	const keys: string[] = [];
	for (;;) {
		const page = (await rpc.request('state_getKeysPaged', [
			prefix,
			pageSize,
			keys.at(-1) ?? prefix,
			at,
		])) as readonly string[];
		keys.push(...page);
		if (page.length < pageSize) {
			return keys;
		}
	}
}
