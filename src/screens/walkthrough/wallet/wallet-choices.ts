import type {ListedHotkey, ListedWallet} from '../../../wallet/list.ts';
import type {Choice} from '../../../ui/input/ChoicesView.tsx';
import type {Draft} from '../../../onboarding/walkthrough/state.ts';
import {shortAddress} from '../addresses.ts';
import type {Page} from '../walkthrough-actions.ts';

/** A choice, with what it decides and where it leads. */
export type WalletChoice = Choice & {
	readonly draft: Partial<Draft>;
	/** The form that it opens; without one, the wallet is used as it is. */
	readonly page?: Page;
	readonly wallet?: ListedWallet;
	readonly hotkey?: ListedHotkey;
};

/** List what can be used to mine: each hotkey of each existing wallet, then the ones that can be created. */
export function toWalletChoices(
	wallets: readonly ListedWallet[],
	ellipsis: string,
): readonly WalletChoice[] {
	return [
		...wallets.flatMap(wallet => toPairs(wallet, ellipsis)),
		...wallets.map(wallet => ({
			id: `add ${wallet.name}`,
			label: `add a hotkey to ${wallet.name}`,
			disabled: wallet.coldkey === undefined ? whyNoColdkey(wallet) : undefined,
			draft: {way: 'existing' as const, wallet: wallet.name},
			page: 'hotkey' as const,
			wallet,
		})),
		{
			id: 'new',
			label: 'new wallet',
			detail: 'both keys, from 12 new words',
			draft: {way: 'new'},
			page: 'new',
		},
		{
			id: 'restore',
			label: 'restore from words',
			detail: 'from words you wrote down',
			draft: {way: 'restore'},
			page: 'restore',
		},
	];
}

/** Describe where a coldkey is stored, and how safely. */
export function describeColdkey({encrypted}: Pick<ListedWallet, 'encrypted'>): string {
	if (encrypted === undefined) {
		return 'coldkey not on this rig (good)';
	}

	return encrypted ? 'coldkey encrypted' : 'coldkey not encrypted';
}

function toPairs(wallet: ListedWallet, ellipsis: string): readonly WalletChoice[] {
	const {name, hotkeys, problems} = wallet;
	if (hotkeys.length === 0 && problems.length > 0) {
		return [{id: `use ${name}`, label: name, disabled: problems[0], draft: {}, wallet}];
	}

	return hotkeys.map(hotkey => ({
		id: `use ${name}/${hotkey.name}`,
		label: `${name} / ${hotkey.name}`,
		detail: `${shortAddress(hotkey.ss58 ?? '', ellipsis)}  ${describeColdkey(wallet)}`,
		disabled: findObstacle(wallet, hotkey),
		draft: {way: 'existing', wallet: name, hotkeyName: hotkey.name},
		wallet,
		hotkey,
	}));
}

function findObstacle(wallet: ListedWallet, hotkey: ListedHotkey): string | undefined {
	const file = `/hotkeys/${hotkey.name}\``;
	const problem = wallet.problems.find(text => text.includes(file));
	if (problem !== undefined) {
		return problem;
	}

	if (hotkey.encrypted) {
		return 'its hotkey is encrypted, but miners start unattended';
	}

	if (hotkey.ss58 === undefined) {
		return 'no file holds its hotkey address';
	}

	return wallet.coldkey === undefined ? whyNoColdkey(wallet) : undefined;
}

const whyNoColdkey = ({problems}: ListedWallet) =>
	problems.find(text => text.includes('/coldkey')) ?? 'no file holds its coldkey address';
