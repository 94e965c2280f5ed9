import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import {ChainRequestError, ChainUnreachableError, NotIncludedError} from '../errors.ts';
import type {Header} from '../head.ts';
import type {Extrinsic} from './extrinsic.ts';
import {getBlock} from './receipt.ts';
import {isFinalRefusal, toPoolRefusal} from './refusal.ts';

/**
Find the block of a transaction that we lost sight of. Where it is in none yet, it is sent once more as it is: if it never arrived it goes in now, and if it did, the chain takes the same bytes only once.

@returns The block's hash.
@throws {ChainRefusedError} If it is in no block, and a node says that it can get into none.
@throws {NotIncludedError} If it is in no block by the end of its era.
@throws {ChainUnreachableError} If the chain does not come back, or makes no more blocks; the transaction may be in it all the same.
*/
export async function lookUp(
	client: ChainClient,
	extrinsic: Extrinsic,
	signal?: AbortSignal,
): Promise<string> {
	const search = createSearch(client, extrinsic, signal);
	try {
		return (
			(await search()) ??
			(await sendAgain(client, extrinsic, search)) ??
			(await awaitHead(client, search, {signal}))
		);
	} catch (error) {
		throw error instanceof ChainUnreachableError
			? new ChainUnreachableError(error.url, 'it was lost after a transaction was sent', {
					cause: error,
					fix: `The transaction \`${extrinsic.hash}\` may have gone through: look before sending it again.`,
				})
			: error;
	}
}

/** What a node refuses may be in a block that came meanwhile: it also refuses what it has just seen in one. */
async function sendAgain(
	client: ChainClient,
	{hex}: Extrinsic,
	search: () => Promise<string | undefined>,
): Promise<string | undefined> {
	try {
		await client.rpc.request('author_submitExtrinsic', [hex]);
		return undefined;
	} catch (error) {
		if (!(error instanceof ChainRequestError)) {
			throw error;
		}

		const block = await search();
		if (block === undefined && isFinalRefusal(error)) {
			throw toPoolRefusal(error) ?? error;
		}

		return block;
	}
}

/** Search the blocks that may hold a transaction, as far as there are any; each call goes on where the last one ended. */
function createSearch(
	client: ChainClient,
	{hex, hash, birth, death}: Extrinsic,
	signal?: AbortSignal,
) {
	let next = birth + 1;
	return async (): Promise<string | undefined> => {
		// The client may not have heard yet of the block that the node has seen it in.
		const best = (await client.rpc.request('chain_getHeader')) as Header;
		for (; next <= Number(best.number) && next < death; next++) {
			signal?.throwIfAborted();
			const candidate = (await client.rpc.request('chain_getBlockHash', [next])) as string;
			const {extrinsics = []} = (await getBlock(client, candidate)) ?? {};
			if (extrinsics.includes(hex)) {
				return candidate;
			}
		}

		if (next >= death) {
			throw new NotIncludedError(hash, 'its time is over');
		}

		return undefined;
	};
}
