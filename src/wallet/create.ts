import {generateMnemonic, normalizeMnemonic} from '../crypto/mnemonic.ts';
import type {Signer} from '../crypto/signer.ts';
import {createSigner} from '../crypto/sr25519.ts';
import {type ClaimOptions, claimFiles, prepareClaim} from './claim-files.ts';
import {encryptKeyfile, type UnlockOptions} from './keyfile.ts';
import {writeWalletRecords} from './secret-record.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {checkKeeping, type MnemonicKeeping, toMnemonicFiles} from './mnemonic-file.ts';

type WalletOptions = WalletLocation &
	UnlockOptions &
	ClaimOptions & {
		/** Name of the hotkey. @default 'default' */
		readonly hotkey?: string;
		/** Whether to encrypt the coldkey; only play keys should go unencrypted. @default true */
		readonly encrypt?: boolean;
	};

export type CreateWalletOptions = WalletOptions & MnemonicKeeping;

export type RestoreWalletOptions = WalletOptions & {
	/** 12, 15, 18, 21 or 24 words. */
	readonly mnemonic: string;
};

/** A newly created wallet. */
export type NewWallet = {
	readonly name: string;
	/** Its folder. */
	readonly path: string;
	/** Addresses as SS58. */
	readonly coldkey: string;
	readonly hotkey: string;
	/** The unlocked coldkey, so that the caller need not wait for another key derivation. */
	readonly signer: Signer;
};

/**
Create a wallet: a coldkey from 12 new words, and a hotkey that the same words restore. Either all its files are written, or none.

The hotkey is the hard derivation `//NAME` of the coldkey's words, so it reveals nothing about them, and `restoreWallet()` with the same hotkey name recreates it.

The words are written first and the coldkey last, so that even if we are killed, no coldkey exists without its words.

@throws {FileExistsError} If one of the files already exists.
@throws {PathError} If the folder of `mnemonicFile` does not exist.
@throws {PasswordNeededError} If it is to be encrypted and there is no password.
*/
export async function createWallet({
	mnemonicFile,
	onMnemonic,
	...options
}: CreateWalletOptions): Promise<NewWallet> {
	const keeping = {mnemonicFile, onMnemonic};
	checkKeeping(keeping);
	return makeWallet({...options, mnemonic: generateMnemonic()}, keeping);
}

/**
Restore a wallet from its words: the coldkey, and the hotkey that `createWallet()` derived under that name. Either all its files are written, or none.

@throws {MnemonicError} If the words are not a valid mnemonic.
@throws {FileExistsError} If one of the files already exists.
@throws {PasswordNeededError} If it is to be encrypted and there is no password.
*/
export async function restoreWallet(options: RestoreWalletOptions): Promise<NewWallet> {
	return makeWallet(options, {});
}

async function makeWallet(
	{
		directory,
		name,
		hotkey = 'default',
		encrypt = true,
		mnemonic,
		link,
		...unlock
	}: RestoreWalletOptions,
	keeping: MnemonicKeeping,
): Promise<NewWallet> {
	const paths = resolveWallet({directory, name});
	const words = normalizeMnemonic(mnemonic);
	const hotkeyFile = paths.hotkey(hotkey);
	const hotkeyPublic = paths.hotkeyPublic(hotkey);
	const mnemonicFiles = toMnemonicFiles(keeping, words);
	// Check before asking for a password and spending seconds on deriving a key from it.
	await prepareClaim([
		paths.coldkey,
		paths.coldkeyPublic,
		hotkeyFile,
		hotkeyPublic,
		...mnemonicFiles.map(file => file.path),
	]);
	const {seed, cold, hot, wipe} = writeWalletRecords(words, hotkey);
	const signer = createSigner({seed});
	try {
		const coldkey = encrypt
			? await encryptKeyfile(paths.coldkey, cold.privateRecord, unlock)
			: cold.privateRecord;
		await keeping.onMnemonic?.(words, 'wallet');
		unlock.signal?.throwIfAborted();
		await claimFiles(
			[
				...mnemonicFiles,
				{path: hotkeyPublic, data: hot.publicRecord},
				{path: hotkeyFile, data: hot.privateRecord},
				{path: paths.coldkeyPublic, data: cold.publicRecord},
				{path: paths.coldkey, data: coldkey},
			],
			{link},
		);
	} finally {
		wipe();
	}

	return {name, path: paths.folder, coldkey: cold.address, hotkey: hot.address, signer};
}
