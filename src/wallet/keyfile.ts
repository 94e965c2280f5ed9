import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import {deriveKey, type DeriveKeyOptions} from './derive-key.ts';
import {KeyfileFormatError, KeyfilePasswordError} from './errors.ts';
import {type Password, resolvePassword} from './password.ts';
import {isSealed, seal, unseal} from './secret-box.ts';

export type UnlockOptions = DeriveKeyOptions & {
	/** The password, or where to get it; it is not asked for when the file is not encrypted. */
	readonly password?: Password;
};

/** How the formats of older programs begin, and what they are called. */
const olderFormats = [
	['$ANSIBLE_VAULT', 'Ansible Vault'],
	['gAAAAA', 'Fernet'],
] as const;

/**
Read a private keyfile, decrypted if need be.

@returns The plaintext, which the caller should wipe.

@throws {KeyfilePasswordError} If the password is wrong.
@throws {PasswordNeededError} If it is encrypted and there is no password.
@throws {KeyfileFormatError} If it is encrypted in a way of older programs.
*/
export async function readKeyfile(
	path: string,
	{password, ...options}: UnlockOptions = {},
): Promise<Uint8Array> {
	const bytes = await readBytes(path);
	refuseOlderFormats(bytes, path);
	if (!isSealed(bytes)) {
		return bytes;
	}

	const key = await deriveKey(await resolvePassword(password, {path, isNew: false}), options);
	const plaintext = unseal(bytes, key);
	key.fill(0);
	if (!plaintext) {
		throw new KeyfilePasswordError(path);
	}

	return plaintext;
}

/**
Encrypt a private keyfile that is about to be written. The plaintext is left as it is.

@throws {PasswordNeededError} If there is no password.
*/
export async function encryptKeyfile(
	path: string,
	plaintext: Uint8Array,
	{password, ...options}: UnlockOptions,
): Promise<Uint8Array> {
	const key = await deriveKey(await resolvePassword(password, {path, isNew: true}), options);
	const bytes = seal(plaintext, key);
	key.fill(0);
	return bytes;
}

/**
Read the bytes of a keyfile.

@throws {KeyfileFormatError} If it cannot be read.
*/
export async function readBytes(path: string): Promise<Uint8Array> {
	try {
		return await readFile(path);
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		throw new KeyfileFormatError(path, `cannot be read: ${code ?? message}`, {cause: error});
	}
}

function refuseOlderFormats(bytes: Uint8Array, path: string): void {
	const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
	for (const [marker, name] of olderFormats) {
		if (start.startsWith(marker)) {
			throw new KeyfileFormatError(path, `is encrypted by ${name}, as programs did before 2023`, {
				fix: 'Restore the wallet from its words, or let the Python package `bittensor-wallet` rewrite it: `coldkey_file.check_and_update_encryption()`.',
			});
		}
	}
}
