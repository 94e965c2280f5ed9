import type {BtopError} from '../../support/errors.ts';
import {ChainRefusedError, ChainRequestError, NotEnoughFundsError} from '../errors.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {type Value, bytes, field, integer, number, variant} from '../value.ts';

/**
Names under which the chain says that the account has too little: more TAO on it, and the same call would pass. An account that would be left with less than it must keep has too little as well.

Names that leave it open, such as `BalanceWithdrawalError`, or that speak of the receiver, such as `BelowMinimum`, are not among them.
*/
const fundsNames = new Set([
	'CannotAffordLockCost',
	'Expendability',
	'FundsUnavailable',
	'InsufficientBalance',
	'NotEnoughBalanceToPaySwapColdKey',
	'NotEnoughBalanceToPaySwapHotKey',
	'NotEnoughBalanceToStake',
	'NotExpendable',
	'OnlyProvider',
	'ZeroBalanceAfterWithdrawn',
]);

/** Names for which the program has its own words. */
const ownCodes: ReadonlyMap<string, string> = new Map([
	['RegistrationPriceLimitExceeded', 'price-above-cap'],
	['SubnetNotExists', 'no-such-subnet'],
	['MechanismDoesNotExist', 'no-such-subnet'],
]);

/**
Numbers that the pool gives for a refusal (`Custom error: N`), by the name that the same refusal has in a block; from `common/src/transaction_error.rs` of the chain's source.
*/
const customNames: ReadonlyMap<number, string> = new Map([
	[1, 'AmountTooLow'],
	[2, 'NotEnoughBalanceToStake'],
	[3, 'SubnetNotExists'],
	[4, 'HotKeyAccountNotExists'],
	[5, 'NotEnoughStakeToWithdraw'],
	[6, 'RateLimitExceeded'],
	[7, 'InsufficientLiquidity'],
	[8, 'SlippageTooHigh'],
	[9, 'TransferDisallowed'],
	[10, 'HotKeyNotRegisteredInNetwork'],
	[11, 'InvalidIpAddress'],
	[12, 'ServingRateLimitExceeded'],
	[13, 'InvalidPort'],
	[14, 'ZeroMaxAmount'],
	[15, 'InvalidRevealRound'],
	[16, 'CommitNotFound'],
	[17, 'CommitBlockNotInRevealRange'],
	[18, 'InputLengthsUnequal'],
	[19, 'UidNotFound'],
	[20, 'EvmKeyAssociateRateLimitExceeded'],
	[21, 'ColdkeySwapDisputed'],
	[22, 'InvalidRealAccount'],
	[23, 'FailedShieldedTxParsing'],
	[24, 'InvalidShieldedTxPubKeyHash'],
	[25, 'NonAssociatedColdKey'],
	[26, 'DelegateTakeTooLow'],
	[27, 'DelegateTakeTooHigh'],
	[255, 'BadRequest'],
]);

/** Name an error that a call ended with in a block. */
export function toRefusal(runtime: Runtime, dispatchError: Value): BtopError {
	const {type = 'Unknown', value} = variant(dispatchError) ?? {};
	if (type !== 'Module') {
		// For example `Token`, which holds its own variants, or `BadOrigin`, which holds nothing.
		return refuse(variant(value)?.type ?? type, '');
	}

	const error = field(value, 'error');
	const named = runtime.error(
		number(field(value, 'index')) ?? 0,
		Number(bytes(error)?.[0] ?? integer(error) ?? 0),
	);
	return refuse(named?.name ?? 'UnknownError', named?.docs ?? '');
}

/**
Name the reason why a node's pool did not take a transaction.

@returns `undefined` if the error is about something else.
*/
export function toPoolRefusal(error: unknown): BtopError | undefined {
	if (!isPoolError(error)) {
		return undefined;
	}

	const {data} = error.rpc;
	const detail = typeof data === 'string' ? data : error.rpc.message;
	const {number: custom} = /Custom error: (?<number>\d+)/v.exec(detail)?.groups ?? {};
	if (custom !== undefined) {
		return refuse(customNames.get(Number(custom)) ?? `CustomError${custom}`, '', error);
	}

	return /pay some fees|balance too low/iv.test(detail)
		? new NotEnoughFundsError('The account cannot pay the fee', {cause: error})
		: new ChainRefusedError('InvalidTransaction', {docs: detail, cause: error});
}

/** Tell whether a transaction came too late for its nonce: another of the same account was faster. */
export const isOvertaken = (error: unknown): boolean =>
	isPoolError(error) &&
	(error.rpc.code === 1014 || /outdated|stale/iv.test(String(error.rpc.data)));

/**
Tell whether a node finds a transaction itself to be wrong, so that no block on top of those it knows can take it.

Its other refusals leave that open: it has the very bytes already, has no room for them, or keeps them out for a while, as it does with what was in a block just now. Even a nonce that is used up may have been used by this transaction.
*/
export const isFinalRefusal = (error: unknown): boolean =>
	isPoolError(error) && error.rpc.code === 1010 && !isOvertaken(error);

/** The pool's errors have the codes from 1010 on (`sc-rpc-api`'s author module). */
const isPoolError = (error: unknown): error is ChainRequestError =>
	error instanceof ChainRequestError && error.rpc.code >= 1010 && error.rpc.code < 1020;

function refuse(name: string, docs: string, cause?: unknown): BtopError {
	return fundsNames.has(name)
		? new NotEnoughFundsError(`The account has too little for this: \`${name}\``, {cause})
		: new ChainRefusedError(name, {docs, code: ownCodes.get(name), cause});
}
