import {homedir} from 'node:os';
import path from 'node:path';
import {isAddress} from '../crypto/ss58.ts';
import {UsageError} from '../support/errors.ts';

/** Which wallet is meant. */
export type WalletLocation = {
	/** Folder that holds the wallets; a leading `~` is the operator's home. @default '~/.bittensor/wallets' */
	readonly directory?: string;
	readonly name: string;
};

/** Where the files of a wallet lie. */
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
Resolve the folder that holds the wallets.

@throws {UsageError} If it begins with another user's home, `~name`.
*/
export function resolveWalletDirectory(directory = defaultDirectory): string {
	return expandHome(directory);
}

/**
Resolve a path as an operator wrote it. In a setting or behind `--option=` no shell has replaced the `~`.

@param home What `~` stands for. @default os.homedir()

@throws {UsageError} If it begins with another user's home, `~name`.
*/
export function expandHome(file: string, home = homedir()): string {
	if (file === '~' || file.startsWith('~/')) {
		return path.join(home, file.slice(1));
	}

	if (file.startsWith('~')) {
		throw new UsageError(`\`${file}\` begins with another user’s home`, {
			fix: 'Write that path in full.',
		});
	}

	return path.resolve(file);
}

/**
Resolve where the files of a wallet lie. Nothing is read.

@throws {UsageError} If the wallet's name, or later a hotkey's, is not one.
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

/** Tell whether a file among the hotkeys is one; beside them lie their public halves, locks and half-written files. */
export function isHotkeyFile(name: string): boolean {
	return !name.startsWith('.') && !/(?:pub\.txt|\.lock|\.tmp)$/v.test(name);
}

/** Tell whether a wallet or a hotkey can have a name: it is one part of a path, and nothing that reads as something else. */
export const isName = (name: string): boolean =>
	/^[^\p{Control}.\/\\~][^\p{Control}\/\\]{0,199}$/v.test(name) &&
	name.trim() === name &&
	isHotkeyFile(name) &&
	!isAddress(name);

function checkName(kind: 'wallet' | 'hotkey', name: string): void {
	if (isAddress(name)) {
		throw new UsageError(`\`${name}\` is an address, and a ${kind} is named by its file`, {
			fix: 'Use its name; `btop wallet list` shows the names with their addresses.',
		});
	}

	if (!isName(name)) {
		throw new UsageError(`\`${name}\` cannot be the name of a ${kind}`, {
			fix: 'Use letters, digits, `-`, `_` and spaces; the folder goes into `--wallet-path`.',
		});
	}
}
