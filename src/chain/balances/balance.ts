import type {At, ChainClient} from '../client.ts';
import {field, integer} from '../value.ts';

export type BalanceOptions = At & {
	/** SS58. */
	readonly address: string;
};

/** Get what an account can spend, in rao; an account that the chain has never seen has nothing. */
export async function getBalance(
	client: ChainClient,
	{address, at}: BalanceOptions,
): Promise<bigint> {
	const [account] = await client.query(at, [['System', 'Account', address]]);
	return integer(field(field(account, 'data'), 'free')) ?? 0n;
}
