import {defineCall, type PoolContext} from '../../pallet/calls.ts';
import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure, type ModuleError} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId} from '../../scale/bytes.ts';
import {u16} from '../../scale/numbers.ts';
import {errors} from '../errors.ts';
import {stakeEvents} from '../events.ts';
import {getPoolError} from '../pool-errors.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {limitItems} from '../storage/limits.ts';
import {delegateItems} from '../storage/stake.ts';
import {isHotkeyKnown, isOwner, type KeyPair} from './hotkeys.ts';

const args = {hotkey: accountId, take: u16} as const;

type Request = KeyPair & {readonly take: number};

/** Calls that set the share of its stakers' earnings that a validator keeps, of 65,535. */
export const takeCalls = {
	decrease_take: defineCall({
		index: 65,
		args,
		validate: findPoolFault,
		run(context, {hotkey, take}) {
			const coldkey = ensureSigned(context);
			ensureOwned(context, {coldkey, hotkey});
			const {Delegates, MinDelegateTake} = delegateItems;
			const isLower = !context.has(Delegates, hotkey) || take < context.get(Delegates, hotkey);
			ensure(isLower && take >= context.get(MinDelegateTake), errors.DelegateTakeTooLow);
			writeTake(context, {coldkey, hotkey, take});
			context.emit(stakeEvents.TakeDecreased, [coldkey, hotkey, take]);
		},
	}),
	increase_take: defineCall({
		index: 66,
		args,
		validate: findPoolFault,
		run(context, {hotkey, take}) {
			const coldkey = ensureSigned(context);
			ensureOwned(context, {coldkey, hotkey});
			const {Delegates, MaxDelegateTake} = delegateItems;
			const isHigher = !context.has(Delegates, hotkey) || take > context.get(Delegates, hotkey);
			ensure(isHigher, errors.DelegateTakeTooLow);
			ensure(take <= context.get(MaxDelegateTake), errors.DelegateTakeTooHigh);
			ensure(!isTooSoon(context, hotkey), errors.DelegateTxRateLimitExceeded);
			writeTake(context, {coldkey, hotkey, take});
			context.emit(stakeEvents.TakeIncreased, [coldkey, hotkey, take]);
		},
	}),
};

function findPoolFault(
	context: PoolContext,
	{hotkey, take}: Omit<Request, 'coldkey'>,
): number | undefined {
	if (take < context.get(delegateItems.MinDelegateTake)) {
		return getPoolError(errors.DelegateTakeTooLow);
	}

	return take > context.get(delegateItems.MaxDelegateTake)
		? getPoolError(errors.DelegateTakeTooHigh)
		: getPoolError(findOwnershipFault(context, {coldkey: context.signer, hotkey}));
}

function findOwnershipFault(state: StateReader, keys: KeyPair): ModuleError | undefined {
	if (!isHotkeyKnown(state, keys.hotkey)) {
		return errors.HotKeyAccountNotExists;
	}

	return isOwner(state, keys) ? undefined : errors.NonAssociatedColdKey;
}

function ensureOwned(state: StateReader, keys: KeyPair) {
	ensure(isHotkeyKnown(state, keys.hotkey), errors.HotKeyAccountNotExists);
	ensure(isOwner(state, keys), errors.NonAssociatedColdKey);
}

/** Increases of the take are rate-limited; the first one is exempt. */
function isTooSoon(state: StateReader, hotkey: Request['hotkey']) {
	const key = {type: 'LastTxBlockDelegateTake', value: hotkey} as const;
	const last = state.get(limitItems.LastRateLimitedBlock, key);
	const limit = state.get(hyperparameterItems.TxDelegateTakeRateLimit);
	return limit > 0n && last > 0n && BigInt(state.number) - last <= limit;
}

function writeTake(context: BlockContext, {hotkey, take}: Request) {
	const key = {type: 'LastTxBlockDelegateTake', value: hotkey} as const;
	context.set(delegateItems.Delegates, hotkey, take);
	context.set(limitItems.LastRateLimitedBlock, key, BigInt(context.number));
}
