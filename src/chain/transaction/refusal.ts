import type {BtopError} from '../../support/errors.ts';
import {ChainRefusedError, NotEnoughFundsError, type Paid} from '../errors.ts';
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

/** What to do about a refusal whose name does not say it. */
const fixes: ReadonlyMap<string, string> = new Map([
	[
		'ServingRateLimitExceeded',
		'Wait, then try again: a subnet allows one announcement per 50 blocks, unless its owner has set another number.',
	],
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

/**
Name an error that a call ended with in a block.

@param paid What it cost anyway.
*/
export function toRefusal(runtime: Runtime, dispatchError: Value, paid: Paid): BtopError {
	const {type = 'Unknown', value} = variant(dispatchError) ?? {};
	if (type !== 'Module') {
		// For example `Token`, which holds its own variants, or `BadOrigin`, which holds nothing.
		return refuse(variant(value)?.type ?? type, {paid});
	}

	const error = field(value, 'error');
	const named = runtime.error(
		number(field(value, 'index')) ?? 0,
		Number(bytes(error)?.[0] ?? integer(error) ?? 0),
	);
	return refuse(named?.name ?? 'UnknownError', {docs: named?.docs, paid});
}

/**
Name the runtime's reason, its `InvalidTransaction`, for not including a transaction.

@param paid What it cost anyway.
*/
export function toInvalidity(invalid: Value, paid?: Paid): BtopError {
	const {type = 'Unknown', value} = variant(invalid) ?? {};
	if (type === 'Payment') {
		return new NotEnoughFundsError('The account cannot pay the fee', {paid});
	}

	const code = number(value);
	return type === 'Custom' && code !== undefined
		? refuse(customNames.get(code) ?? `CustomError${code}`, {paid})
		: refuse('InvalidTransaction', {docs: invalidities.get(type) ?? type, paid});
}

/** Reasons in words. */
const invalidities: ReadonlyMap<string, string> = new Map([
	['AncientBirthBlock', 'the block it was signed for is too old'],
	['BadProof', 'its signature does not match'],
	['BadSigner', 'its signer cannot sign'],
	['Call', 'its call is not allowed'],
	['ExhaustsResources', 'it is too big for a block'],
]);

function refuse(
	name: string,
	{docs = '', paid}: {readonly docs?: string; readonly paid?: Paid} = {},
): BtopError {
	return fundsNames.has(name)
		? new NotEnoughFundsError(`The account has too little for this: \`${name}\``, {paid})
		: new ChainRefusedError(name, {docs, code: ownCodes.get(name), fix: fixes.get(name), paid});
}
