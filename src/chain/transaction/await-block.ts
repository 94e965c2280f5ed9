import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import {ChainUnreachableError} from '../errors.ts';
import type {Extrinsic} from './extrinsic.ts';
import type {Watch} from './watch.ts';

/**
Wait for the block that a watched transaction stands in.

@returns The block's hash, or `undefined` if it is lost sight of: by a lost connection, by a chain that makes no more blocks, or because its time is over.
@throws {NotIncludedError} If the node gave the transaction up.
*/
export async function awaitBlock(
	client: ChainClient,
	{death}: Extrinsic,
	watch: Watch,
	signal?: AbortSignal,
): Promise<string | undefined> {
	const settled = new AbortController();
	const life = signal ? AbortSignal.any([settled.signal, signal]) : settled.signal;
	try {
		return await Promise.race([watch.block, expire(client, death, life)]);
	} finally {
		settled.abort();
		signal?.throwIfAborted();
	}
}

/** Wait until a transaction's time is over, or nobody can tell whether it is. */
async function expire(client: ChainClient, death: number, signal: AbortSignal): Promise<undefined> {
	try {
		await awaitHead(client, ({number}) => (number >= death ? true : undefined), {signal});
	} catch (error) {
		if (!signal.aborted && !(error instanceof ChainUnreachableError)) {
			throw error;
		}
	}

	return undefined;
}
