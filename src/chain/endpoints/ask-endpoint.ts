import type {ChainClient} from '../client.ts';
import {type Connection} from '../connection/connection.ts';
import {ChainUnreachableError} from '../errors.ts';
import {getBlockHash, getHeader} from '../head.ts';
import type {Anchor} from './past.ts';

/** What an endpoint says of its chain. */
export type EndpointAnswer = {
	readonly url: string;
	/** Number of its newest block. */
	readonly height: number;
	/** Whether it has the block that was asked for with the same hash; `undefined` if its chain does not reach so far. */
	readonly agrees: boolean | undefined;
};

/** An answer, or why there is none. */
export type EndpointReport =
	| ({readonly ok: true} & EndpointAnswer)
	| {readonly ok: false; readonly url: string; readonly reason: string};

export type AskEndpointOptions = {
	/** A block that every endpoint has to have. @default The genesis block */
	readonly anchor?: Anchor;
};

/** Ask an endpoint that is not in use for its newest block, and for one that was seen before: two requests over a connection of its own. */
export async function askEndpoint(
	{rpc, genesisHash}: ChainClient,
	url: string,
	{anchor = {number: 0, hash: genesisHash}}: AskEndpointOptions = {},
): Promise<EndpointReport> {
	try {
		const answer = await rpc.probe(url, async connection => readAnswer(connection, anchor));
		rpc.endpoints.measured(url, {height: answer.height});
		return {ok: true, url, ...answer};
	} catch (error) {
		const reason = error instanceof ChainUnreachableError ? error.reason : (error as Error).message;
		return {ok: false, url, reason};
	}
}

async function readAnswer(connection: Connection, anchor: Anchor) {
	const {number} = await getHeader(connection);
	const height = Number(number);
	const agrees =
		height < anchor.number
			? undefined
			: (await getBlockHash(connection, anchor.number)) === anchor.hash;
	return {height, agrees};
}
