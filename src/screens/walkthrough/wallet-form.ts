import type {Draft} from '../../steps/walkthrough/state.ts';
import type {ListedWallet} from '../../wallet/list.ts';
import {isName} from '../../wallet/location.ts';

/** What a wallet is to be made from. */
export type Typed = {
	readonly kind: 'new' | 'restore' | 'hotkey';
	readonly draft: Draft;
	/** Those that are there. */
	readonly wallets: readonly ListedWallet[];
	/** Whether its TAO would be worth money. */
	readonly isReal: boolean;
	readonly password: string;
	/** The password, typed once more. */
	readonly again: string;
	/** The words of a wallet that is restored. */
	readonly mnemonic: string;
};

const wordCounts = new Set([12, 15, 18, 21, 24]);

/** Count what was typed as words. */
export const countWords = (text: string): number => text.split(/\s+/v).filter(Boolean).length;

/** Tell why it cannot be made yet; `undefined` if it can. */
export function whyNot({
	kind,
	draft,
	wallets,
	isReal,
	password,
	again,
	mnemonic,
}: Typed): string | undefined {
	const {wallet, hotkeyName} = draft;
	const same = wallets.find(({name}) => name === wallet.trim());
	if (kind === 'hotkey') {
		return whyNotHotkey(hotkeyName, same);
	}

	const count = countWords(mnemonic);
	if (kind === 'restore' && !wordCounts.has(count)) {
		return `a wallet has 12, 15, 18, 21 or 24 words, not ${count}`;
	}

	if (wallet.trim() === '' || hotkeyName.trim() === '') {
		return 'give the wallet and its hotkey a name';
	}

	const refused = [wallet, hotkeyName].find(name => !isName(name.trim()));
	if (refused !== undefined) {
		return whyNotName(refused);
	}

	if (same) {
		return `there is a wallet ${same.name} already`;
	}

	if (password === '' && isReal) {
		return 'a coldkey that holds real TAO needs a password';
	}

	return password === again ? undefined : 'the passwords are not the same';
}

function whyNotHotkey(name: string, wallet: ListedWallet | undefined): string | undefined {
	if (name.trim() === '') {
		return 'give the hotkey a name';
	}

	if (!isName(name.trim())) {
		return whyNotName(name);
	}

	return wallet?.hotkeys.some(hotkey => hotkey.name === name.trim())
		? `${wallet.name} has a hotkey ${name.trim()} already`
		: undefined;
}

const whyNotName = (name: string): string =>
	/[\/\\]/v.test(name)
		? 'a name has no slash in it'
		: `${name.trim()} cannot be a name: use letters and digits`;
