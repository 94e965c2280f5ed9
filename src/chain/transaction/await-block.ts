import type {ChainClient} from '../client.ts';
import {followHeads} from '../follow.ts';
import type {Extrinsic} from './extrinsic.ts';
import type {Watch} from './watch.ts';

/**
Wait for the block that a watched transaction stands in.

@returns The block's hash, or `undefined` if it is lost sight of: by a lost connection, or because its time is over.
@throws {NotIncludedError} If the node gave the transaction up.
*/
export async function awaitBlock(
	client: ChainClient,
	{death}: Extrinsic,
	watch: Watch,
	signal?: AbortSignal,
): Promise<string | undefined> {
	const settled = new AbortController();
	const expire = async () => {
		await followHeads(
			client,
			head => {
				if (head.number >= death) {
					settled.abort();
				}
			},
			{signal: signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal])},
		);
		return undefined;
	};

	try {
		return await Promise.race([watch.block, expire()]);
	} finally {
		settled.abort();
		signal?.throwIfAborted();
	}
}
