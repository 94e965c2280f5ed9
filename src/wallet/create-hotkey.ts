import {existsSync} from 'node:fs';
import {generateMnemonic, mnemonicToSeed, normalizeMnemonic} from '../crypto/mnemonic.ts';
import {UsageError} from '../support/errors.ts';
import {type ClaimOptions, claimFiles, prepareClaim} from './claim-files.ts';
import {KeyNotFoundError} from './errors.ts';
import {readFound, readPublicHalf} from './key-files.ts';
import {writeKeyRecords, writeWalletRecords} from './secret-record.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {checkKeeping, type MnemonicKeeping, toMnemonicFiles} from './mnemonic-file.ts';

export type CreateHotkeyOptions = WalletLocation &
	MnemonicKeeping &
	ClaimOptions & {readonly hotkey: string};

/**
Add a hotkey with its own 12 words to a wallet, as `btcli` does. The coldkey need not be on this machine, and these words do not restore it. The hotkey is not encrypted, since a miner must start unattended.

@returns The hotkey's address as SS58.

@throws {KeyNotFoundError} If the wallet does not exist.
@throws {FileExistsError} If one of the files already exists.
@throws {PathError} If the folder of `mnemonicFile` does not exist.
*/
export async function createHotkey({
	directory,
	name,
	hotkey,
	link,
	...keeping
}: CreateHotkeyOptions): Promise<string> {
	checkKeeping(keeping);
	const paths = resolveWallet({directory, name});
	const file = paths.hotkey(hotkey);
	const publicFile = paths.hotkeyPublic(hotkey);
	if (!existsSync(paths.folder)) {
		throw new KeyNotFoundError('no-such-wallet', `There is no wallet \`${paths.folder}\``);
	}

	const words = generateMnemonic();
	const mnemonicFiles = toMnemonicFiles(keeping, words);
	await prepareClaim([file, publicFile, ...mnemonicFiles.map(({path}) => path)]);
	const seed = mnemonicToSeed(words);
	const {address, privateRecord, publicRecord} = writeKeyRecords(seed, words);
	try {
		await keeping.onMnemonic?.(words, 'hotkey');
		await claimFiles(
			[...mnemonicFiles, {path: publicFile, data: publicRecord}, {path: file, data: privateRecord}],
			{link},
		);
	} finally {
		seed.fill(0);
		privateRecord.fill(0);
	}

	return address;
}

export type RestoreHotkeyOptions = WalletLocation &
	ClaimOptions & {
		readonly hotkey: string;
		/** The hotkey's own words, or those of the wallet's coldkey that it is derived from. */
		readonly mnemonic: string;
	};

/** A hotkey that was restored. Addresses as SS58. */
export type RestoredHotkey = {
	/** The folder of its wallet. */
	readonly path: string;
	/** `undefined` if this machine has neither half of the coldkey. */
	readonly coldkey: string | undefined;
	readonly hotkey: string;
};

/**
Restore a single hotkey from its words. The coldkey need not be on this machine, and its files stay as they are.

The words of the wallet's coldkey are recognized by its address; then the hotkey is the one that `createWallet()` derived under that name. All other words are the hotkey's own.

@throws {MnemonicError} If the words are not a valid mnemonic.
@throws {FileExistsError} If the hotkey already exists.
@throws {UsageError} If its public half is here and states another address than the words give.
@throws {KeyfileFormatError} If the address of the coldkey cannot be read, so that its words would not be recognized.
*/
export async function restoreHotkey({
	directory,
	name,
	hotkey,
	mnemonic,
	link,
}: RestoreHotkeyOptions): Promise<RestoredHotkey> {
	const paths = resolveWallet({directory, name});
	const words = normalizeMnemonic(mnemonic);
	const file = paths.hotkey(hotkey);
	const publicFile = paths.hotkeyPublic(hotkey);
	await prepareClaim([file]);
	const cold = await readPublicHalf({file: paths.coldkey, publicFile: paths.coldkeyPublic});
	const stated = await readFound(publicFile);
	const {cold: own, hot: derived, wipe} = writeWalletRecords(words, hotkey);
	try {
		const {address, privateRecord, publicRecord} = own.address === cold?.address ? derived : own;
		if (stated?.key && stated.key.address !== address) {
			throw new UsageError(
				`These words give \`${address}\`, but \`${publicFile}\` states \`${stated.key.address}\``,
				{fix: 'Use the words of that hotkey, or move that file away if it is wrong.'},
			);
		}

		await claimFiles(
			[
				...(stated ? [] : [{path: publicFile, data: publicRecord}]),
				{path: file, data: privateRecord},
			],
			{link},
		);
		return {path: paths.folder, coldkey: cold?.address, hotkey: address};
	} finally {
		wipe();
	}
}
