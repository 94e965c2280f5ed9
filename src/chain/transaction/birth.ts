import {u8aToHex} from '@polkadot/util';
import type {ChainClient} from '../client.ts';
import type {Head} from '../head.ts';
import {bytes} from '../value.ts';

/**
How many blocks before the newest one an era begins. A transaction is valid only on top of that block, so it must not be one that is undone: validators leave a block for another of its height now and then, but four in a row only where they no longer finalize any.
*/
export const birthDepth = 4;

/**
Get the block at which the era of a transaction begins.

The chain keeps the hashes of its last blocks in storage, so this can share a request with whatever else is read of the newest block. Where it does not, the era begins at that block itself.
*/
export async function getBirth(client: ChainClient): Promise<Pick<Head, 'number' | 'hash'>> {
	const head = client.head.getSnapshot();
	const number = Math.max(head.number - birthDepth, 0);
	const [stored] = await client.query(head.hash, [['System', 'BlockHash', number]]);
	const hash = bytes(stored);
	// Zeros stand for a hash that is not kept.
	return hash?.length === 32 && hash.some(byte => byte > 0)
		? {number, hash: u8aToHex(hash)}
		: {number: head.number, hash: head.hash};
}
