import type {Draft} from '../../../onboarding/walkthrough/state.ts';
import type {ListedWallet} from '../../../wallet/list.ts';
import {isName} from '../../../wallet/location.ts';

/** The input for a wallet. */
export type Typed = {
	readonly kind: 'new' | 'restore' | 'hotkey';
	readonly draft: Draft;
	/** The existing wallets. */
	readonly wallets: readonly ListedWallet[];
	/** Whether its TAO would be worth money. */
	readonly isReal: boolean;
	readonly password: string;
	/** The repeated password. */
	readonly again: string;
	/** Recovery words of the wallet to restore. */
	readonly mnemonic: string;
};

const wordCounts = new Set([12, 15, 18, 21, 24]);

/** Count the words in the input. */
export const countWords = (text: string): number => text.split(/\s+/v).filter(Boolean).length;

/** Get why it cannot be created yet; `undefined` if it can. */
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
		return 'name the wallet and its hotkey';
	}

	const refused = [wallet, hotkeyName].find(name => !isName(name.trim()));
	if (refused !== undefined) {
		return whyNotName(refused);
	}

	if (same) {
		return `a wallet named ${same.name} exists`;
	}

	if (password === '' && isReal) {
		return 'a coldkey that holds real TAO needs a password';
	}

	return password === again ? undefined : 'the passwords differ';
}

function whyNotHotkey(name: string, wallet: ListedWallet | undefined): string | undefined {
	if (name.trim() === '') {
		return 'name the hotkey';
	}

	if (!isName(name.trim())) {
		return whyNotName(name);
	}

	return wallet?.hotkeys.some(hotkey => hotkey.name === name.trim())
		? `${wallet.name} already has a hotkey ${name.trim()}`
		: undefined;
}

const whyNotName = (name: string): string =>
	/[\/\\]/v.test(name)
		? 'a name cannot contain a slash'
		: `${name.trim()} cannot be a name: use letters and digits`;
