import {basename, dirname} from 'node:path';
import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/**
Error thrown when the password does not open a keyfile. It never contains the password or a byte of the key.
*/
export class KeyfilePasswordError extends BtopError {
	override name = 'KeyfilePasswordError';
	override readonly code = 'wrong-password';
	override readonly exitCode = 4;
	readonly path: string;

	constructor(path: string, options: BtopErrorOptions = {}) {
		super(`The password does not open the keyfile \`${path}\``, {
			fix: 'Try again. If the password is lost, the mnemonic restores the keys: `btop wallet restore`.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when a keyfile needs a password and there is no way to ask for one. */
export class PasswordNeededError extends BtopError {
	override name = 'PasswordNeededError';
	override readonly code = 'needs-password';
	override readonly exitCode = 4;
	readonly path: string;

	constructor(path: string, options: BtopErrorOptions = {}) {
		super(`The keyfile \`${path}\` needs a password, and none was given`, {
			fix: 'Set `BT_WALLET_PASSWORD` or `BT_WALLET_PASSWORD_FILE`, pass `--password-fd N`, or run this in a terminal.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when a keyfile exists but contains no usable key. It never quotes the content. */
export class KeyfileFormatError extends BtopError {
	override name = 'KeyfileFormatError';
	override readonly code = 'bad-keyfile';
	readonly path: string;

	constructor(file: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The keyfile \`${file}\` ${reason}`, {
			fix: getFix(file),
			...options,
		});
		this.path = file;
	}
}

const fixPublic =
	'Put a good copy in its place, or move it away: `btop wallet show` then takes the address from the key, if that is on this machine.';
const fixColdkey =
	'Put a good copy in its place, or move the wallet’s folder away and restore the keys from their words: `btop wallet restore`.';
const fixHotkey =
	'Put a good copy in its place, or move it away and restore it from its words: `btop wallet restore --hotkey-only`.';

function getFix(file: string): string {
	if (file.endsWith('pub.txt')) {
		return fixPublic;
	}

	return basename(dirname(file)) === 'hotkeys' ? fixHotkey : fixColdkey;
}

/** What is missing; `no-coldkey` means that only its public half is here, as it should be on a rig. */
export type MissingKey = 'no-such-wallet' | 'no-such-hotkey' | 'no-coldkey';

/** Error thrown when a wallet, or the key needed from it, is not on this machine. */
export class KeyNotFoundError extends BtopError {
	override name = 'KeyNotFoundError';
	override readonly code: MissingKey;
	override readonly exitCode = 4;

	constructor(code: MissingKey, message: string, options: BtopErrorOptions = {}) {
		super(message, options);
		this.code = code;
	}
}
