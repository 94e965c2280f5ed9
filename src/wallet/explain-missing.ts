import {existsSync} from 'node:fs';
import {isAddress} from '../crypto/ss58.ts';
import {type BtopError, UsageError} from '../support/errors.ts';
import {KeyNotFoundError} from './errors.ts';
import {listHotkeys, listWallets} from './list.ts';
import {resolveWallet, type WalletLocation} from './location.ts';

/** Make the error for a coldkey that is not there. */
export async function explainMissingColdkey(wallet: WalletLocation): Promise<KeyNotFoundError> {
	const {folder, coldkeyPublic} = resolveWallet(wallet);
	if (!existsSync(folder)) {
		return explainMissingWallet(wallet);
	}

	return existsSync(coldkeyPublic)
		? new KeyNotFoundError(
				'no-coldkey',
				`Only the public half of the coldkey of \`${wallet.name}\` is on this machine`,
				{fix: 'That is safest on a rig: do what needs the coldkey on the machine that has it.'},
			)
		: new KeyNotFoundError('no-coldkey', `The wallet \`${folder}\` has no coldkey`, {
				fix: 'If you have its words, move that folder away and make the keys again: `btop wallet restore`.',
			});
}

/** Make the error for a hotkey that is not there; people often give its address in place of its name. */
export async function explainMissingHotkey(
	wallet: WalletLocation,
	hotkey: string,
): Promise<BtopError> {
	const {folder} = resolveWallet(wallet);
	if (!existsSync(folder)) {
		return explainMissingWallet(wallet);
	}

	const hotkeys = await listHotkeys(folder);
	const choice =
		hotkeys.length > 0
			? `Hotkeys of \`${wallet.name}\`: ${quote(hotkeys)}.`
			: `The wallet \`${wallet.name}\` has no hotkeys on this machine; copy one here or make one.`;
	if (!isAddress(hotkey)) {
		const message = `The wallet \`${wallet.name}\` has no hotkey \`${hotkey}\``;
		return new KeyNotFoundError('no-such-hotkey', message, {fix: choice});
	}

	const meant = hotkeys.find(({ss58}) => ss58 === hotkey);
	return new UsageError(`\`${hotkey}\` is an address, and a hotkey is named by its file`, {
		fix: meant ? `That one is named \`${meant.name}\`. ${choice}` : choice,
	});
}

async function explainMissingWallet({directory, name}: WalletLocation): Promise<KeyNotFoundError> {
	const {folder} = resolveWallet({directory, name});
	const wallets = await listWallets(directory);
	return new KeyNotFoundError('no-such-wallet', `There is no wallet \`${folder}\``, {
		fix:
			wallets.length > 0
				? `Wallets there: ${quote(wallets)}.`
				: 'Make one with `btop wallet new`, or point `--wallet-path` at the folder that holds yours.',
	});
}

const quote = (named: ReadonlyArray<{readonly name: string}>) =>
	named.map(({name}) => `\`${name}\``).join(', ');
