import {defineEvents, event} from '../../pallet/events.ts';
import {accountId} from '../../scale/bytes.ts';
import {u64} from '../../scale/numbers.ts';

const whoAmount = {who: accountId, amount: u64};

export const balancesEvents = defineEvents('Balances', {
	Endowed: event(0, {account: accountId, free_balance: u64}),
	DustLost: event(1, {account: accountId, amount: u64}),
	Transfer: event(2, {from: accountId, to: accountId, amount: u64}),
	BalanceSet: event(3, {who: accountId, free: u64}),
	Reserved: event(4, whoAmount),
	Unreserved: event(5, whoAmount),
	Deposit: event(7, whoAmount),
	Withdraw: event(8, whoAmount),
});
