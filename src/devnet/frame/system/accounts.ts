import type {BlockContext, State} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {AccountInfo} from '../account.ts';
import {systemEvents} from './events.ts';
import {Account} from './storage.ts';

/** Count one more extrinsic of an account; one that does not exist is written down for this alone. */
export function incrementNonce(state: State, account: AccountId): void {
	const info = state.get(Account, account);
	state.set(Account, account, {...info, nonce: info.nonce + 1});
}

/** Whether the account exists: something provides for it, so that it may pay. */
export function isProvidedFor({providers, sufficients}: AccountInfo): boolean {
	return providers > 0 || sufficients > 0;
}

/** Give an account a reason to exist. */
export function addProvider(context: BlockContext, account: AccountId): void {
	const info = context.get(Account, account);
	context.set(Account, account, {...info, providers: info.providers + 1});
	if (!isProvidedFor(info)) {
		context.emit(systemEvents.NewAccount, {account});
	}
}

/**
Take a reason to exist from an account. One that has none left is forgotten, its nonce with it, as on the main chain.
*/
export function removeProvider(context: BlockContext, account: AccountId): void {
	const info = context.get(Account, account);
	if (info.providers > 1 || info.sufficients > 0) {
		context.set(Account, account, {...info, providers: info.providers - 1});
		return;
	}

	context.remove(Account, account);
	context.emit(systemEvents.KilledAccount, {account});
}
