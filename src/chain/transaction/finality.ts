import type {ChainClient} from '../client.ts';
import {ChainUnreachableError} from '../errors.ts';
import {followHeads} from '../follow.ts';
import type {Header} from '../head.ts';

/**
Wait until the chain cannot go back behind a block's number any more.

@returns Whether that block is the one it kept.
@throws {ChainUnreachableError} If the chain is gone and does not come back, or the client is closed.
*/
export async function isFinalized(
	client: ChainClient,
	block: {readonly number: number; readonly hash: string},
	signal?: AbortSignal,
): Promise<boolean> {
	const settled = new AbortController();
	let kept: string | undefined;
	await followHeads(
		client,
		async () => {
			const finalized = await client.rpc.request('chain_getFinalizedHead');
			const header = (await client.rpc.request('chain_getHeader', [finalized])) as Header;
			if (!(Number(header.number) >= block.number)) {
				return;
			}

			kept = (await client.rpc.request('chain_getBlockHash', [block.number])) as string;
			settled.abort();
		},
		{signal: signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal])},
	);
	signal?.throwIfAborted();
	if (kept === undefined) {
		throw new ChainUnreachableError(client.status.getSnapshot().url, 'the client was closed');
	}

	return kept === block.hash;
}
