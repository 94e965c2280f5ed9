import {homedir} from 'node:os';
import path from 'node:path';
import {isAddress} from '../crypto/ss58.ts';
import {UsageError} from '../support/errors.ts';

/** The location of a wallet. */
export type WalletLocation = {
	/** The folder of wallets; a leading `~` is the operator's home. @default '~/.bittensor/wallets' */
	readonly directory?: string;
	readonly name: string;
};

/** The paths of a wallet's files. */
export type WalletPaths = {
	readonly folder: string;
	readonly coldkey: string;
	readonly coldkeyPublic: string;
	readonly hotkeys: string;
	readonly hotkey: (name: string) => string;
	readonly hotkeyPublic: (name: string) => string;
};

/** The folder that `btcli` and the SDKs use. */
const defaultDirectory = '~/.bittensor/wallets';

/**
Resolve the folder of wallets.

@throws {UsageError} If it begins with another user's home, `~name`.
*/
export function resolveWalletDirectory(directory = defaultDirectory): string {
	return expandHome(directory);
}

/**
Expand the `~` in a path from the operator. In a setting or after `--option=`, no shell has done so.

@param home What `~` stands for. @default os.homedir()

@throws {UsageError} If it begins with another user's home, `~name`.
*/
export function expandHome(file: string, home = homedir()): string {
	if (file === '~' || file.startsWith('~/')) {
		return path.join(home, file.slice(1));
	}

	if (file.startsWith('~')) {
		throw new UsageError(`\`${file}\` starts with another user’s home`, {
			fix: 'Write the path in full.',
		});
	}

	return path.resolve(file);
}

/**
Resolve the paths of a wallet's files. Reads nothing.

@throws {UsageError} If the wallet's name, or later a hotkey's, is not a valid name.
*/
export function resolveWallet({directory, name}: WalletLocation): WalletPaths {
	checkName('wallet', name);
	const folder = path.join(resolveWalletDirectory(directory), name);
	const hotkeys = path.join(folder, 'hotkeys');
	const hotkey = (hotkeyName: string) => {
		checkName('hotkey', hotkeyName);
		return path.join(hotkeys, hotkeyName);
	};

	return {
		folder,
		coldkey: path.join(folder, 'coldkey'),
		coldkeyPublic: path.join(folder, 'coldkeypub.txt'),
		hotkeys,
		hotkey,
		hotkeyPublic: hotkeyName => `${hotkey(hotkeyName)}pub.txt`,
	};
}

/** Check whether a file in the hotkeys folder is a hotkey, not a public half, a lock or a draft. */
export function isHotkeyFile(name: string): boolean {
	return !name.startsWith('.') && !/(?:pub\.txt|\.lock|\.tmp)$/v.test(name);
}

/** Check whether a wallet or hotkey can have this name: it must be a single path segment, and not look like anything else. */
export const isName = (name: string): boolean =>
	/^[^\p{Control}.\/\\~][^\p{Control}\/\\]{0,199}$/v.test(name) &&
	name.trim() === name &&
	isHotkeyFile(name) &&
	!isAddress(name);

function checkName(kind: 'wallet' | 'hotkey', name: string): void {
	if (isAddress(name)) {
		throw new UsageError(`\`${name}\` is an address; use the ${kind}’s file name`, {
			fix: 'Use its name; `btop wallet list` shows the names with their addresses.',
		});
	}

	if (!isName(name)) {
		throw new UsageError(`\`${name}\` cannot be the name of a ${kind}`, {
			fix: 'Use letters, digits, `-`, `_` and spaces; the folder goes into `--wallet-path`.',
		});
	}
}
