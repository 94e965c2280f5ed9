import * as v from 'valibot';
import {getBestHash} from './head.ts';
import type {ChainClient} from './client.ts';
import {type BlockCache, createBlockCache} from './block-cache.ts';
import type {Rpc} from './connection/rpc.ts';
import {hex} from './connection/schemas.ts';
import {UnreadableAnswerError} from './errors.ts';
import type {Runtime} from './runtime/runtime.ts';
import {createStorageReader} from './storage-reader.ts';

export type StateReader = Pick<ChainClient, 'query' | 'entries' | 'call' | 'pin'>;

/** Keys per page, the most that nodes allow. */
const pageSize = 1000;

/** What is known of blocks, for readers of the same chain to share. */
export type StateCache = {
	readonly values: BlockCache<string | undefined>;
	readonly answers: BlockCache<Promise<string>>;
};

/** Create an empty cache. */
export const createStateCache = (): StateCache => ({
	values: createBlockCache(),
	answers: createBlockCache(),
});

export type StateReaderOptions = {
	/** Get the current runtime. */
	readonly runtime: () => Runtime;
	/** Get the hash of the block that is read where none is named. @default asks the node for its best one */
	readonly latest?: () => string;
	readonly cache: StateCache;
};

/** Create a reader of a chain's state that decodes with the current runtime. */
export function createStateReader(
	rpc: Rpc,
	{runtime, latest, cache: {values, answers}}: StateReaderOptions,
): StateReader {
	const storage = createStorageReader(rpc, values);

	const pin: StateReader['pin'] = async at => at ?? latest?.() ?? getBestHash(rpc);

	const query: StateReader['query'] = async (at, queries) => {
		const wanted = queries.map(([pallet, item, ...keys]) => {
			const found = runtime().storage(pallet, item);
			// An item whose key has another number of parts is not the one meant.
			return found?.keyLength === keys.length
				? {decode: readable(`${pallet}.${item}`, found.decode), key: found.key(keys)}
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
		const decode = readable(`${pallet}.${name}`, (key: string) => ({
			keys: item.decodeKey(key).slice(first.length),
			value: item.decode(stored.get(key)),
		}));
		return keys.map(key => decode(key));
	};

	const call: StateReader['call'] = async (at, api, name, parameters) => {
		const method = runtime().method(api, name, parameters.length);
		if (method === undefined) {
			return undefined;
		}

		const decode = readable(method.name, method.decode);
		const input = method.encode(parameters);
		const ask = async () =>
			rpc.request(
				'state_call',
				at === undefined ? [method.name, input] : [method.name, input, at],
				hex,
			);
		if (at === undefined) {
			return decode(await ask());
		}

		const known = answers.of(at);
		const key = `${method.name} ${input}`;
		const answer = known.get(key) ?? ask();
		known.set(key, answer);
		try {
			return decode(await answer);
		} catch (error) {
			known.delete(key);
			throw error;
		}
	};

	return {query, entries, call, pin};
}

/** Name the item in the error when it cannot be read. */
const readable =
	<Answer, Result>(what: string, decode: (answer: Answer) => Result) =>
	(answer: Answer): Result => {
		try {
			return decode(answer);
		} catch (error) {
			throw new UnreadableAnswerError(what, {cause: error});
		}
	};

async function fetchKeys(rpc: Rpc, prefix: string, at: string): Promise<readonly string[]> {
	const keys: string[] = [];
	for (;;) {
		const page = await rpc.request(
			'state_getKeysPaged',
			[prefix, pageSize, keys.at(-1) ?? prefix, at],
			v.array(hex),
		);
		// A node that repeats itself would never end the listing.
		if (page.length > 0 && page.at(-1) === keys.at(-1)) {
			throw new UnreadableAnswerError('state_getKeysPaged');
		}

		keys.push(...page);
		if (page.length < pageSize) {
			return keys;
		}
	}
}
