import {createStore} from '../support/store.ts';
import type {ChainClient} from './client.ts';
import type {Head} from './head.ts';

/**
Get a view of a client that reads one block where none is named, and whose head stays that block. What is read twice is asked for once, however many blocks come meanwhile.

@param block - The block. @default the newest that the client knows
*/
export function atBlock(client: ChainClient, block: Head = client.head.getSnapshot()): ChainClient {
	const {hash} = block;
	return {
		...client,
		head: createStore(block),
		query: async (at, queries) => client.query(at ?? hash, queries),
		entries: async (at, query) => client.entries(at ?? hash, query),
		call: async (at, api, method, parameters) => client.call(at ?? hash, api, method, parameters),
		pin: async at => at ?? hash,
		withUrgency: urgency => atBlock(client.withUrgency(urgency), block),
	};
}
