import type {ChainEvent} from '../transaction/events.ts';
import {address, field, integer} from '../value.ts';

/** Events that debit or credit an account, and the field that holds the account. */
const movements = [
	{event: 'Transfer', who: 'from', sign: 1n},
	{event: 'Withdraw', who: 'who', sign: 1n},
	{event: 'Burned', who: 'who', sign: 1n},
	{event: 'Transfer', who: 'to', sign: -1n},
	{event: 'Deposit', who: 'who', sign: -1n},
	{event: 'Minted', who: 'who', sign: -1n},
] as const;

/**
Sum what an account spent on an extrinsic, in rao: all debits, including the fee, less credits. Unlike a difference of balances, this ignores the rest of the block.

@returns `undefined` if no event concerns the account.
*/
export function sumSpent(
	events: readonly ChainEvent[],
	{address: account}: {readonly address: string},
): bigint | undefined {
	const amounts = events
		.filter(({pallet}) => pallet === 'Balances')
		.flatMap(({name, data}) =>
			movements
				.filter(({event, who}) => event === name && address(field(data, who)) === account)
				.map(({sign}) => sign * (integer(field(data, 'amount')) ?? 0n)),
		);
	return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0n);
}
