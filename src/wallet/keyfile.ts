import {Buffer} from 'node:buffer';
import {deriveKey, type DeriveKeyOptions} from './derive-key.ts';
import {KeyfileFormatError, KeyfilePasswordError} from './errors.ts';
import {type Password, resolvePassword} from './password.ts';
import {isSealed, judgeLength, seal, unseal} from './secret-box.ts';

export type UnlockOptions = DeriveKeyOptions & {
	/** The password, or where to get it; not requested if the file is not encrypted. */
	readonly password?: Password;
	/** @default deriveKey */
	readonly derive?: typeof deriveKey;
};

/** The first bytes and the names of older programs' formats. */
const olderFormats = [
	['$ANSIBLE_VAULT', 'Ansible Vault'],
	['gAAAAA', 'Fernet'],
] as const;

/**
Get the plaintext of a private keyfile, decrypted if need be.

@param bytes The file's content.

@returns The plaintext, which the caller should wipe.

@throws {KeyfilePasswordError} If the password is wrong.
@throws {PasswordNeededError} If it is encrypted and there is no password.
@throws {KeyfileFormatError} If it is truncated, or encrypted in an older program's format.
*/
export async function unlockKeyfile(
	path: string,
	bytes: Uint8Array,
	{password, derive = deriveKey, ...options}: UnlockOptions = {},
): Promise<Uint8Array> {
	refuseOlderFormats(bytes, path);
	if (!isSealed(bytes)) {
		return bytes;
	}

	// Check before asking for a password and spending seconds on deriving a key from it.
	const length = judgeLength(bytes);
	if (length === 'cut') {
		throw new KeyfileFormatError(path, `is cut short: it has only ${bytes.length} bytes`);
	}

	const doubt =
		length === 'odd'
			? `With ${bytes.length} bytes the file is shorter than others, so it may be cut short: then put a good copy in its place.`
			: undefined;
	const key = await derive(await resolvePassword(password, {path, isNew: false, doubt}), options);
	const plaintext = unseal(bytes, key);
	key.fill(0);
	if (!plaintext) {
		throw new KeyfilePasswordError(path, doubt === undefined ? {} : {fix: `Try again. ${doubt}`});
	}

	return plaintext;
}

/**
Encrypt a private keyfile that is about to be written. The plaintext is not wiped.

@throws {PasswordNeededError} If there is no password.
*/
export async function encryptKeyfile(
	path: string,
	plaintext: Uint8Array,
	{password, derive = deriveKey, ...options}: UnlockOptions,
): Promise<Uint8Array> {
	const key = await derive(await resolvePassword(password, {path, isNew: true}), options);
	const bytes = seal(plaintext, key);
	key.fill(0);
	return bytes;
}

function refuseOlderFormats(bytes: Uint8Array, path: string): void {
	const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
	for (const [marker, name] of olderFormats) {
		if (start.startsWith(marker)) {
			throw new KeyfileFormatError(path, `is encrypted by ${name}, a format from before 2023`, {
				fix: 'Restore the wallet from its words, or let the Python package `bittensor-wallet` rewrite it: `coldkey_file.check_and_update_encryption()`.',
			});
		}
	}
}
