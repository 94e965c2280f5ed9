import {existsSync} from 'node:fs';
import type {Signer} from '../crypto/signer.ts';
import {isAddress} from '../crypto/ss58.ts';
import {explainMissingColdkey, explainMissingHotkey} from './explain-missing.ts';
import {readBytes, readKeyfile, type UnlockOptions} from './keyfile.ts';
import {type PublicKey, readPublicKey} from './key-record.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {readSigner} from './secret-record.ts';

/**
Open the coldkey of a wallet. Unlocking an encrypted one takes seconds, so keep the signer for the session.

@throws {KeyfilePasswordError} If the password is wrong.
@throws {PasswordNeededError} If it is encrypted and there is no password.
@throws {KeyNotFoundError} If it is not on this machine.
@throws {KeyfileFormatError} If the file cannot be used.

@example
```
const signer = await openColdkey({name: 'rig'}, {password: 'correct horse'});
signer.address;
//=> '5Ces6QtF1eF5m7gtGZhaHYTa6KvaNX3KX463DXBvvekDh9ox'
```
*/
export async function openColdkey(
	wallet: WalletLocation,
	options: UnlockOptions = {},
): Promise<Signer> {
	const {coldkey} = resolveWallet(wallet);
	if (!existsSync(coldkey)) {
		throw await explainMissingColdkey(wallet);
	}

	return openKeyfile(coldkey, options);
}

/**
Open a hotkey of a wallet.

@throws The same errors as `openColdkey()`, and a `UsageError` if an address stands in the place of the name.
*/
export async function openHotkey(
	wallet: WalletLocation,
	name = 'default',
	options: UnlockOptions = {},
): Promise<Signer> {
	const file = await findHotkey(wallet, name);
	return openKeyfile(file, options);
}

/**
Read the public half of a wallet's coldkey. No password is needed.

@throws {KeyNotFoundError} If neither `coldkeypub.txt` nor an unencrypted coldkey is there.
@throws {KeyfileFormatError} If the file cannot be used.
*/
export async function readColdkeyPublic(wallet: WalletLocation): Promise<PublicKey> {
	const paths = resolveWallet(wallet);
	const file = [paths.coldkeyPublic, paths.coldkey].find(candidate => existsSync(candidate));
	if (file === undefined) {
		throw await explainMissingColdkey(wallet);
	}

	return readPublicFile(file);
}

/**
Read the public half of a hotkey. No password is needed.

@throws The same errors as `readColdkeyPublic()`, and a `UsageError` if an address stands in the place of the name.
*/
export async function readHotkeyPublic(
	wallet: WalletLocation,
	name = 'default',
): Promise<PublicKey> {
	const file = await findHotkey(wallet, name);
	const publicFile = `${file}pub.txt`;
	return readPublicFile(existsSync(publicFile) ? publicFile : file);
}

async function openKeyfile(file: string, options: UnlockOptions): Promise<Signer> {
	const plaintext = await readKeyfile(file, options);
	try {
		return readSigner(plaintext, file);
	} finally {
		plaintext.fill(0);
	}
}

async function readPublicFile(file: string): Promise<PublicKey> {
	const bytes = await readBytes(file);
	try {
		return readPublicKey(bytes, file);
	} finally {
		bytes.fill(0);
	}
}

async function findHotkey(wallet: WalletLocation, name: string): Promise<string> {
	const paths = resolveWallet(wallet);
	if (!isAddress(name) && existsSync(paths.hotkey(name))) {
		return paths.hotkey(name);
	}

	throw await explainMissingHotkey(wallet, name);
}
