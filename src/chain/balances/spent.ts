import type {ChainEvent} from '../transaction/events.ts';
import {address, field, integer} from '../value.ts';

/** Events that say what left an account or came to it, and the field that names the account. */
const movements = [
	{event: 'Transfer', who: 'from', sign: 1n},
	{event: 'Withdraw', who: 'who', sign: 1n},
	{event: 'Burned', who: 'who', sign: 1n},
	{event: 'Transfer', who: 'to', sign: -1n},
	{event: 'Deposit', who: 'who', sign: -1n},
	{event: 'Minted', who: 'who', sign: -1n},
] as const;

/**
Add up what an account spent because of an extrinsic, in rao: what left it, the fee too, less what came back. Unlike a difference of balances, it leaves out what else happened in the block.

@returns `undefined` if the events do not tell of the account at all.
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
