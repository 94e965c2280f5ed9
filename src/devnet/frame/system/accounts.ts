import type {BlockContext, State} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {AccountInfo} from '../account.ts';
import {systemEvents} from './events.ts';
import {Account} from './storage.ts';

/** Increment an account's nonce; an account that does not exist is created for it. */
export function incrementNonce(state: State, account: AccountId): void {
	const info = state.get(Account, account);
	state.set(Account, account, {...info, nonce: info.nonce + 1});
}

/** Whether the account exists: it has a provider, so it may pay. */
export function isProvidedFor({providers, sufficients}: AccountInfo): boolean {
	return providers > 0 || sufficients > 0;
}

/** Add a provider reference to an account. */
export function addProvider(context: BlockContext, account: AccountId): void {
	const info = context.get(Account, account);
	context.set(Account, account, {...info, providers: info.providers + 1});
	if (!isProvidedFor(info)) {
		context.emit(systemEvents.NewAccount, {account});
	}
}

/**
Remove a provider reference from an account. Without any, it is deleted, including its nonce, as on the main chain.
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
