import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import type {Header} from '../head.ts';

/**
Wait until the chain cannot go back behind a block's number any more.

@returns Whether that block is the one it kept.
@throws {ChainUnreachableError} If the chain is gone, makes no more blocks, or the client is closed.
*/
export async function isFinalized(
	client: ChainClient,
	block: {readonly number: number; readonly hash: string},
	signal?: AbortSignal,
): Promise<boolean> {
	const kept = await awaitHead(
		client,
		async () => {
			const finalized = await client.rpc.request('chain_getFinalizedHead');
			const header = (await client.rpc.request('chain_getHeader', [finalized])) as Header;
			return Number(header.number) >= block.number
				? ((await client.rpc.request('chain_getBlockHash', [block.number])) as string)
				: undefined;
		},
		{signal},
	);
	return kept === block.hash;
}
