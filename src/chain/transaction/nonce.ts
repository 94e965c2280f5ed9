import {integer as whole, maxValue, minValue, number as numeric, pipe} from 'valibot';
import type {At, ChainClient} from '../client.ts';
import {NoNodeError} from '../errors.ts';
import {field, number} from '../value.ts';

export type NonceOptions = At & {
	/** SS58. */
	readonly address: string;
};

/** Get an account's nonce after a block; 0 if there is no such account. */
export const getNonce = async (client: ChainClient, options: NonceOptions): Promise<number> =>
	(await findNonce(client, options)) ?? 0;

/** Get an account's nonce after a block; `undefined` if there is no such account. */
export async function findNonce(
	client: ChainClient,
	{address, at}: NonceOptions,
): Promise<number | undefined> {
	const [account] = await client.query(at, [['System', 'Account', address]]);
	return number(field(account, 'nonce'));
}

const nonceSchema = pipe(numeric(), whole(), minValue(0), maxValue(0xff_ff_ff_ff));

/** More transactions of one account than any pool holds. */
const mostWaiting = 1000;

/**
Get the nonce for a new transaction, after those waiting in the node's pool.

@throws {NoNodeError} If the node's answer is impossible.
*/
export async function getNextNonce(
	client: ChainClient,
	{address}: Pick<NonceOptions, 'address'>,
): Promise<number> {
	const method = 'system_accountNextIndex';
	const [least, told] = await Promise.all([
		getNonce(client, {address, at: client.head.getSnapshot().hash}),
		client.rpc.request(method, [address], nonceSchema),
	]);
	if (told > least + mostWaiting) {
		const {url} = client.status.getSnapshot();
		throw new NoNodeError(url, {about: method, said: told});
	}

	return Math.max(told, least);
}
