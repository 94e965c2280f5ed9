import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {accountItems, delegateItems} from '../storage/stake.ts';
import {isSystemAccount} from './system-accounts.ts';

/** A hotkey and its coldkey. */
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
Assign a hotkey without an owner to a coldkey; an existing owner is kept.

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

/** Set the share of its stakers' earnings that a hotkey keeps, if it has none yet. */
export function becomeDelegate(context: BlockContext, hotkey: AccountId): void {
	if (!context.has(delegateItems.Delegates, hotkey)) {
		context.set(delegateItems.Delegates, hotkey, context.get(delegateItems.Delegates, hotkey));
	}
}
