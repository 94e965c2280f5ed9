import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import {ChainUnreachableError, NotIncludedError} from '../errors.ts';
import type {Extrinsic} from './extrinsic.ts';
import {getBlock} from './receipt.ts';
import {isAlreadyKnown, isOvertaken, toPoolRefusal} from './refusal.ts';

/**
Find the block of a transaction that we lost sight of. It is sent once more as it is: if it never arrived it goes in now, and if it did, the chain takes the same bytes only once.

@returns The block's hash.
@throws {NotIncludedError} If it is in no block by the end of its era.
@throws {ChainUnreachableError} If the chain does not come back, or makes no more blocks; the transaction may be in it all the same.
*/
export async function lookUp(
	client: ChainClient,
	extrinsic: Extrinsic,
	signal?: AbortSignal,
): Promise<string> {
	try {
		await sendAgain(client, extrinsic);
		return await searchBlocks(client, extrinsic, signal);
	} catch (error) {
		throw error instanceof ChainUnreachableError
			? new ChainUnreachableError(error.url, 'it was lost after a transaction was sent', {
					cause: error,
					fix: `The transaction \`${extrinsic.hash}\` may have gone through: look before sending it again.`,
				})
			: error;
	}
}

async function sendAgain(client: ChainClient, {hex}: Extrinsic) {
	try {
		await client.rpc.request('author_submitExtrinsic', [hex]);
	} catch (error) {
		if (!isAlreadyKnown(error) && !isOvertaken(error)) {
			throw toPoolRefusal(error) ?? error;
		}
	}
}

async function searchBlocks(
	client: ChainClient,
	{hex, hash, birth, death}: Extrinsic,
	signal?: AbortSignal,
): Promise<string> {
	let next = birth + 1;
	return awaitHead(
		client,
		async head => {
			for (; next <= head.number && next < death; next++) {
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
		},
		{signal},
	);
}
