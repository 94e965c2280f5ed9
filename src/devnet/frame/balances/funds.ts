import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {fundsUnavailable, overflow, type DispatchError} from '../../pallet/dispatch-error.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {addProvider, removeProvider} from '../system/accounts.ts';
import {Account} from '../system/storage.ts';
import {balancesEvents} from './events.ts';
import {TotalIssuance, existentialDeposit} from './storage.ts';

const mostIssuance = BigInt.asUintN(64, -1n);
const belowMinimum: DispatchError = {type: 'Token', value: {type: 'BelowMinimum'}};
const notExpendable: DispatchError = {type: 'Token', value: {type: 'NotExpendable'}};

export type SpendOptions = {
	/** Whether the account must keep the existential deposit. */
	readonly keepAlive?: boolean;
};

/** Get an account's free balance in rao, including frozen parts. */
export function getFree(state: StateReader, account: AccountId): bigint {
	return state.get(Account, account).data.free;
}

/** Get the spendable balance, in rao. */
export function getSpendable(
	state: StateReader,
	account: AccountId,
	{keepAlive = false}: SpendOptions = {},
): bigint {
	const {free, frozen} = state.get(Account, account).data;
	const kept = keepAlive && existentialDeposit > frozen ? existentialDeposit : frozen;
	return free > kept ? free - kept : 0n;
}

/** Whether `deposit()` would accept this amount, in rao: a new account needs the existential deposit. */
export function canDeposit(state: StateReader, account: AccountId, amount: bigint): boolean {
	return amount === 0n || getFree(state, account) + amount >= existentialDeposit;
}

/**
Mint TAO to an account.

@param amount - In rao.
@throws {DispatchFailure} `Token.BelowMinimum` if the account would have less than the existential deposit.
*/
export function deposit(context: BlockContext, account: AccountId, amount: bigint): void {
	if (amount === 0n) {
		return;
	}

	const issuance = context.get(TotalIssuance) + amount;
	ensure(issuance <= mostIssuance, overflow);
	ensure(canDeposit(context, account, amount), belowMinimum);
	setFree(context, account, getFree(context, account) + amount);
	context.set(TotalIssuance, issuance);
	context.emit(balancesEvents.Deposit, {who: account, amount});
}

/**
Burn TAO of an account. A caller that moves it elsewhere counts it there.

@param amount - In rao.
@throws {DispatchFailure} `Token.FundsUnavailable` if the balance is too low; `Token.NotExpendable` if the account must be kept alive and would not be.
*/
export function withdraw(
	context: BlockContext,
	account: AccountId,
	amount: bigint,
	{keepAlive = true}: SpendOptions = {},
): void {
	if (amount === 0n) {
		return;
	}

	ensureSpendable(context, account, amount, keepAlive);
	setFree(context, account, getFree(context, account) - amount);
	context.set(TotalIssuance, context.get(TotalIssuance) - amount);
	context.emit(balancesEvents.Withdraw, {who: account, amount});
}

export type Transfer = SpendOptions & {
	readonly from: AccountId;
	readonly to: AccountId;
	/** In rao. */
	readonly amount: bigint;
};

/**
Transfer TAO between accounts.

@throws {DispatchFailure} Like `withdraw()`, and `Token.BelowMinimum` if a new account would have less than the existential deposit.
*/
export function transfer(
	context: BlockContext,
	{from, to, amount, keepAlive = false}: Transfer,
): void {
	ensureSpendable(context, from, amount, keepAlive);
	ensure(canDeposit(context, to, amount), belowMinimum);
	if (from === to) {
		return;
	}

	setFree(context, from, getFree(context, from) - amount);
	setFree(context, to, getFree(context, to) + amount);
	context.emit(balancesEvents.Transfer, {from, to, amount});
}

function ensureSpendable(
	state: StateReader,
	account: AccountId,
	amount: bigint,
	keepAlive: boolean,
) {
	ensure(getSpendable(state, account) >= amount, fundsUnavailable);
	ensure(!keepAlive || getSpendable(state, account, {keepAlive}) >= amount, notExpendable);
}

/** Write a free balance; it creates or deletes the account, and dust below the existential deposit is lost. */
export function setFree(context: BlockContext, account: AccountId, free: bigint): void {
	const before = context.get(Account, account);
	const livedBefore = before.data.free + before.data.reserved >= existentialDeposit;
	const lives = free + before.data.reserved >= existentialDeposit;
	const data = {...before.data, free: lives ? free : 0n};
	context.set(Account, account, {...before, data});
	if (lives && !livedBefore) {
		addProvider(context, account);
		context.emit(balancesEvents.Endowed, {account, free_balance: free});
	} else if (!lives && livedBefore) {
		removeProvider(context, account);
		loseDust(context, account, free);
	}
}

function loseDust(context: BlockContext, account: AccountId, amount: bigint) {
	if (!(amount > 0n)) {
		return;
	}

	context.set(TotalIssuance, context.get(TotalIssuance) - amount);
	context.emit(balancesEvents.DustLost, {account, amount});
}
