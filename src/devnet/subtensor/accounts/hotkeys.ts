import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {accountItems, delegateItems} from '../storage/stake.ts';
import {isSystemAccount} from './system-accounts.ts';

/** A hotkey and the coldkey that acts for it. */
export type KeyPair = {
	readonly coldkey: AccountId;
	readonly hotkey: AccountId;
};

/** Whether a hotkey has an owner; it gets one when it is first registered or associated. */
export const isHotkeyKnown = (state: StateReader, hotkey: AccountId): boolean =>
	state.has(accountItems.Owner, hotkey);

/** Whether a coldkey owns a hotkey. */
export const isOwner = (state: StateReader, {coldkey, hotkey}: KeyPair): boolean =>
	isHotkeyKnown(state, hotkey) && state.get(accountItems.Owner, hotkey) === coldkey;

/**
Give a hotkey that has no owner to a coldkey; one that has an owner keeps it.

@throws {DispatchFailure} `CannotUseSystemAccount` if the hotkey is one of the chain's own accounts.
*/
export function claimHotkey(context: BlockContext, {coldkey, hotkey}: KeyPair): void {
	ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount);
	if (isHotkeyKnown(context, hotkey)) {
		return;
	}

	context.set(accountItems.Owner, hotkey, coldkey);
	for (const item of [accountItems.OwnedHotkeys, accountItems.StakingHotkeys]) {
		const hotkeys = context.get(item, coldkey);
		if (!hotkeys.includes(hotkey)) {
			context.set(item, coldkey, [...hotkeys, hotkey]);
		}
	}
}

/** Write down the share that a hotkey keeps of its stakers' earnings, if it has none yet. */
export function becomeDelegate(context: BlockContext, hotkey: AccountId): void {
	if (!context.has(delegateItems.Delegates, hotkey)) {
		context.set(delegateItems.Delegates, hotkey, context.get(delegateItems.Delegates, hotkey));
	}
}
