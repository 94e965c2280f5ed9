import type {ChainClient} from './client.ts';

/**
Get a view of a client that reads one block where none is named. What is read twice is asked for once.

@param hash - Of the block. @default the newest that the client knows
*/
export const atBlock = (
	client: ChainClient,
	hash = client.head.getSnapshot().hash,
): ChainClient => ({
	...client,
	query: async (at, queries) => client.query(at ?? hash, queries),
	entries: async (at, query) => client.entries(at ?? hash, query),
	call: async (at, api, method, parameters) => client.call(at ?? hash, api, method, parameters),
	pin: async at => at ?? hash,
	withUrgency: urgency => atBlock(client.withUrgency(urgency), hash),
});
