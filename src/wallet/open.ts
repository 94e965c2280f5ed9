import {existsSync} from 'node:fs';
import type {Signer} from '../crypto/signer.ts';
import {isAddress} from '../crypto/ss58.ts';
import {KeyfileFormatError} from './errors.ts';
import {claimFiles} from './claim-files.ts';
import {explainMissingColdkey, explainMissingHotkey} from './explain-missing.ts';
import {findKeyBytes} from './key-bytes.ts';
import {type KeyFiles, readFound, readPublicHalf, requireSameKey} from './key-files.ts';
import {type UnlockOptions, unlockKeyfile} from './keyfile.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {type PublicKey, readSigner, writePublicRecord} from './secret-record.ts';

export type OpenOptions = UnlockOptions & {
	/** The address shown to the operator before: the opened key must match it. @default that of the public half, if it exists */
	readonly address?: string;
};

/**
Open a wallet's coldkey. Unlocking an encrypted one takes seconds, so keep the signer for the session.

@throws {KeyfilePasswordError} If the password is wrong.
@throws {PasswordNeededError} If it is encrypted and there is no password.
@throws {KeyNotFoundError} If it is not on this machine.
@throws {KeyfileFormatError} If one of its files is unusable, or belongs to another key.

@example
```
const signer = await openColdkey({name: 'rig'}, {password: 'correct horse'});
signer.address;
//=> '5Ces6QtF1eF5m7gtGZhaHYTa6KvaNX3KX463DXBvvekDh9ox'
```
*/
export async function openColdkey(
	wallet: WalletLocation,
	options: OpenOptions = {},
): Promise<Signer> {
	const signer = await openKey(coldkeyOf(wallet), options);
	if (!signer) {
		throw await explainMissingColdkey(wallet);
	}

	return signer;
}

/**
Open one of a wallet's hotkeys.

@throws The same errors as `openColdkey()`, and a `UsageError` if the name is an address.
*/
export async function openHotkey(
	wallet: WalletLocation,
	name = 'default',
	options: OpenOptions = {},
): Promise<Signer> {
	const files = hotkeyOf(wallet, name);
	const signer = files && (await openKey(files, options));
	if (!signer) {
		throw await explainMissingHotkey(wallet, name);
	}

	return signer;
}

/**
Read the public half of a wallet's coldkey. No password is needed.

@throws {KeyNotFoundError} If neither `coldkeypub.txt` nor a coldkey exists.
@throws {KeyfileFormatError} If one of its files is unusable, or the two hold different keys.
*/
export async function readColdkeyPublic(wallet: WalletLocation): Promise<PublicKey> {
	const key = await readPublicHalf(coldkeyOf(wallet));
	if (!key) {
		throw await explainMissingColdkey(wallet);
	}

	return key;
}

/**
Read the public half of a hotkey. No password is needed.

@throws The same errors as `readColdkeyPublic()`, and a `UsageError` if the name is an address.
*/
export async function readHotkeyPublic(
	wallet: WalletLocation,
	name = 'default',
): Promise<PublicKey> {
	const files = hotkeyOf(wallet, name);
	const key = files && existsSync(files.file) ? await readPublicHalf(files) : undefined;
	if (!key) {
		throw await explainMissingHotkey(wallet, name);
	}

	return key;
}

/**
Write the public half of an encrypted coldkey if it is missing, so that the address can be read without a password from then on.

@throws The same errors as `openColdkey()`.
*/
export async function writeMissingColdkeyPublic(
	wallet: WalletLocation,
	options: OpenOptions,
): Promise<void> {
	const {file, publicFile} = coldkeyOf(wallet);
	const found = existsSync(publicFile) ? undefined : await readFound(file);
	if (found?.encrypted !== true) {
		return;
	}

	const {publicKey, scheme} = await openColdkey(wallet, options);
	await claimFiles([{path: publicFile, data: writePublicRecord(publicKey, scheme)}]);
}

async function openKey(
	files: KeyFiles,
	{address, ...options}: OpenOptions,
): Promise<Signer | undefined> {
	const {file, publicFile} = files;
	const bytes = await findKeyBytes(file);
	if (!bytes) {
		return undefined;
	}

	const stated = await readFound(publicFile);
	const signer = readSigner(await unlockKeyfile(file, bytes, options), file);
	requireSameKey(files, signer, stated?.key);
	if (address !== undefined && signer.address !== address) {
		throw new KeyfileFormatError(
			file,
			`holds the key of \`${signer.address}\`, but \`${address}\` was shown`,
			{
				fix: 'The files changed in between; nothing was signed. Check them, then try again.',
			},
		);
	}

	return signer;
}

function coldkeyOf(wallet: WalletLocation): KeyFiles {
	const {coldkey, coldkeyPublic} = resolveWallet(wallet);
	return {file: coldkey, publicFile: coldkeyPublic};
}

function hotkeyOf(wallet: WalletLocation, name: string): KeyFiles | undefined {
	const paths = resolveWallet(wallet);
	return isAddress(name)
		? undefined
		: {file: paths.hotkey(name), publicFile: paths.hotkeyPublic(name)};
}
