import {existsSync} from 'node:fs';
import {isAddress} from '../crypto/ss58.ts';
import {type BtopError, UsageError} from '../support/errors.ts';
import {quoteWord} from '../support/processes/shell.ts';
import {KeyNotFoundError} from './errors.ts';
import {listHotkeys, listWallets} from './list.ts';
import {resolveWallet, resolveWalletDirectory, type WalletLocation} from './location.ts';

/** Create the error for a missing coldkey. */
export async function explainMissingColdkey(wallet: WalletLocation): Promise<KeyNotFoundError> {
	const {folder, coldkeyPublic} = resolveWallet(wallet);
	if (!existsSync(folder)) {
		return explainMissingWallet(wallet);
	}

	return existsSync(coldkeyPublic)
		? new KeyNotFoundError(
				'no-coldkey',
				`Only the public half of the coldkey of \`${wallet.name}\` is on this machine`,
				{fix: 'That is the safe setup for a rig: use the coldkey on the machine that has it.'},
			)
		: new KeyNotFoundError('no-coldkey', `The wallet \`${folder}\` has no coldkey`, {
				fix: `If you have its mnemonic, move that folder away and restore the keys: \`${toCommand('restore', wallet)}\`.`,
			});
}

/** Create the error for a missing hotkey; people often pass its address instead of its name. */
export async function explainMissingHotkey(
	wallet: WalletLocation,
	hotkey: string,
): Promise<BtopError> {
	const {folder} = resolveWallet(wallet);
	if (!existsSync(folder)) {
		return explainMissingWallet(wallet, isAddress(hotkey) ? undefined : hotkey);
	}

	const hotkeys = await listHotkeys(folder);
	const choice =
		hotkeys.length > 0
			? `Hotkeys of \`${wallet.name}\`: ${quote(hotkeys)}.`
			: `The wallet \`${wallet.name}\` has no hotkeys on this machine; copy one here or create one.`;
	if (!isAddress(hotkey)) {
		const message = `The wallet \`${wallet.name}\` has no hotkey \`${hotkey}\``;
		return new KeyNotFoundError('no-such-hotkey', message, {fix: choice});
	}

	const meant = hotkeys.find(({ss58}) => ss58 === hotkey);
	return new UsageError(`\`${hotkey}\` is an address; use the hotkey’s file name`, {
		fix: meant ? `That one is named \`${meant.name}\`. ${choice}` : choice,
	});
}

async function explainMissingWallet(
	wallet: WalletLocation,
	hotkey?: string,
): Promise<KeyNotFoundError> {
	const {folder} = resolveWallet(wallet);
	const wallets = await listWallets(wallet.directory);
	return new KeyNotFoundError('no-such-wallet', `There is no wallet \`${folder}\``, {
		fix:
			wallets.length > 0
				? `Wallets there: ${quote(wallets)}.`
				: `Create it with \`${toCommand('new', wallet, hotkey)}\`, or point \`--wallet-path\` at the folder that holds yours.`,
	});
}

const quote = (named: ReadonlyArray<{readonly name: string}>) =>
	named.map(({name}) => `\`${name}\``).join(', ');

/** Write the command that makes a wallet right where it is missing: the usual folder depends on the network. */
const toCommand = (
	command: 'new' | 'restore',
	{directory, name}: WalletLocation,
	hotkey?: string,
): string =>
	[
		'btop',
		'wallet',
		command,
		'-w',
		name,
		...(hotkey === undefined ? [] : ['-H', hotkey]),
		'--wallet-path',
		resolveWalletDirectory(directory),
	]
		.map(word => quoteWord(word))
		.join(' ');
