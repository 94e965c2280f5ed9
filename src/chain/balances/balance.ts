import type {At, ChainClient} from '../client.ts';
import {field, integer} from '../value.ts';

export type BalanceOptions = At & {
	/** SS58. */
	readonly address: string;
};

/** Get an account's spendable balance, in rao; 0 for an unknown account. */
export async function getBalance(
	client: ChainClient,
	{address, at}: BalanceOptions,
): Promise<bigint> {
	const [account] = await client.query(at, [['System', 'Account', address]]);
	return integer(field(field(account, 'data'), 'free')) ?? 0n;
}
