import {defineCall} from '../../pallet/calls.ts';
import {defineErrors} from '../../pallet/errors.ts';
import {ensureRoot, ensureSigned} from '../../pallet/origin.ts';
import {constant, definePallet} from '../../pallet/pallet.ts';
import {bool, compact, u64} from '../../scale/numbers.ts';
import {multiAddress} from '../../scale/multi-address.ts';
import {lookup} from '../lookup.ts';
import {balancesEvents} from './events.ts';
import {getFree, getSpendable, setFree, transfer} from './funds.ts';
import {TotalIssuance, balancesItems, existentialDeposit} from './storage.ts';

const balance = compact(u64);

const calls = {
	transfer_allow_death: defineCall({
		index: 0,
		args: {dest: multiAddress, value: balance},
		run(context, {dest, value}) {
			transfer(context, {from: ensureSigned(context), to: lookup(dest), amount: value});
		},
	}),
	force_transfer: defineCall({
		index: 2,
		args: {source: multiAddress, dest: multiAddress, value: balance},
		run(context, {source, dest, value}) {
			ensureRoot(context);
			transfer(context, {from: lookup(source), to: lookup(dest), amount: value});
		},
	}),
	transfer_keep_alive: defineCall({
		index: 3,
		args: {dest: multiAddress, value: balance},
		run(context, {dest, value}) {
			const from = ensureSigned(context);
			transfer(context, {from, to: lookup(dest), amount: value, keepAlive: true});
		},
	}),
	transfer_all: defineCall({
		index: 4,
		args: {dest: multiAddress, keep_alive: bool},
		run(context, {dest, keep_alive: keepAlive}) {
			const from = ensureSigned(context);
			const amount = getSpendable(context, from, {keepAlive});
			transfer(context, {from, to: lookup(dest), amount, keepAlive});
		},
	}),
	force_set_balance: defineCall({
		index: 8,
		args: {who: multiAddress, new_free: balance},
		run(context, {who, new_free: wanted}) {
			ensureRoot(context);
			const account = lookup(who);
			const free = wanted >= existentialDeposit ? wanted : 0n;
			const change = free - getFree(context, account);
			setFree(context, account, free);
			context.set(TotalIssuance, context.get(TotalIssuance) + change);
			context.emit(balancesEvents.BalanceSet, {who: account, free});
		},
	}),
};

/** The pallet that holds TAO. Its own errors exist for clients; most failures are the chain's `Token` errors. */
export const balances = definePallet({
	name: 'Balances',
	index: 5,
	path: 'pallet_balances',
	storage: balancesItems,
	calls,
	events: balancesEvents,
	errors: defineErrors('Balances', {
		LiquidityRestrictions: 1,
		InsufficientBalance: 2,
		ExistentialDeposit: 3,
		Expendability: 4,
	}),
	constants: {ExistentialDeposit: constant(u64, existentialDeposit)},
});
