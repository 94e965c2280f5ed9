import {generateMnemonic, mnemonicToSeed, normalizeMnemonic} from '../crypto/mnemonic.ts';
import {deriveSeed} from '../crypto/secret-uri.ts';
import type {Signer} from '../crypto/signer.ts';
import {createSigner} from '../crypto/sr25519.ts';
import {type ClaimOptions, claimFiles, prepareClaim} from './claim-files.ts';
import {encryptKeyfile, type UnlockOptions} from './keyfile.ts';
import {writeKeyRecords} from './secret-record.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {checkKeeping, type MnemonicKeeping, toMnemonicFiles} from './mnemonic-file.ts';

type WalletOptions = WalletLocation &
	UnlockOptions &
	ClaimOptions & {
		/** Name of the hotkey. @default 'default' */
		readonly hotkey?: string;
		/** Whether the coldkey is encrypted; without a password only play keys should be. @default true */
		readonly encrypt?: boolean;
	};

export type CreateWalletOptions = WalletOptions & MnemonicKeeping;

export type RestoreWalletOptions = WalletOptions & {
	/** 12, 15, 18, 21 or 24 words. */
	readonly mnemonic: string;
};

/** A wallet that was just made. */
export type NewWallet = {
	readonly name: string;
	/** Its folder. */
	readonly path: string;
	/** Addresses as SS58. */
	readonly coldkey: string;
	readonly hotkey: string;
	/** The coldkey, open: whoever just made it need not wait for its password to be derived again. */
	readonly signer: Signer;
};

/**
Create a wallet: a coldkey from 12 new words, and a hotkey that the same words give back. All its files are there in the end, or none.

The hotkey is the hard derivation `//NAME` of the coldkey's words, so it tells nothing about them, and `restoreWallet()` with the same hotkey name makes it again.

The words get their file first and the coldkey last, so that even where we are killed no coldkey is there without its words.

@throws {FileExistsError} If one of the files is there already.
@throws {PathError} If the folder of `mnemonicFile` is not there.
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
Restore a wallet from its words: the coldkey, and the hotkey that `createWallet()` derived under that name. All its files are there in the end, or none.

@throws {MnemonicError} If the words are no mnemonic.
@throws {FileExistsError} If one of the files is there already.
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
	// Said before anybody is asked for a password and seconds go into deriving a key from it.
	await prepareClaim([
		paths.coldkey,
		paths.coldkeyPublic,
		hotkeyFile,
		hotkeyPublic,
		...mnemonicFiles.map(file => file.path),
	]);
	const seed = mnemonicToSeed(words);
	const signer = createSigner({seed});
	const hotkeySeed = deriveSeed(seed, hotkey);
	const cold = writeKeyRecords(seed, words);
	const hot = writeKeyRecords(hotkeySeed);
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
		for (const secret of [seed, hotkeySeed, cold.privateRecord, hot.privateRecord]) {
			secret.fill(0);
		}
	}

	return {name, path: paths.folder, coldkey: cold.address, hotkey: hot.address, signer};
}
