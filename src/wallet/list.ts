import {readdir} from 'node:fs/promises';
import path from 'node:path';
import type {KeyfileFormatError} from './errors.ts';
import {type KeyFiles, readFound, requireSameKey} from './key-files.ts';
import {isHotkeyFile, isName, resolveWalletDirectory} from './location.ts';

export type ListedHotkey = {
	readonly name: string;
	/** Address, or `undefined` if no file reveals it. */
	readonly ss58: string | undefined;
	readonly encrypted: boolean;
};

export type ListedWallet = {
	readonly name: string;
	/** Its folder. */
	readonly path: string;
	/** Address, or `undefined` if no file reveals it. */
	readonly coldkey: string | undefined;
	/** Whether the coldkey is encrypted; `undefined` if only its public half is here, as it should be on a rig, or if its file cannot be read. */
	readonly encrypted: boolean | undefined;
	/** Whether the private file of the coldkey exists but could not be read. */
	readonly unreadable: boolean;
	readonly hotkeys: readonly ListedHotkey[];
	/** Sentences about what could not be read, each naming the file. */
	readonly problems: readonly string[];
};

/** Natural order: `rig2` before `rig10`. */
const {compare} = new Intl.Collator('en', {numeric: true});

/**
List the wallets in a folder from their files alone, without a password. An incomplete or damaged wallet is listed with its problems; one that could not be opened by its name is left out, see `findMisnamed()`.

@param directory As in `WalletLocation`; a missing folder has no wallets.
*/
export async function listWallets(directory?: string): Promise<ListedWallet[]> {
	return readWallets(directory, name => isName(name));
}

/** List the addresses of every key in a folder of wallets. */
export async function listAddresses(directory?: string): Promise<ReadonlySet<string>> {
	const wallets = await listWallets(directory);
	const addresses = wallets.flatMap(({coldkey, hotkeys}) => [
		coldkey,
		...hotkeys.map(({ss58}) => ss58),
	]);
	return new Set(addresses.filter(address => address !== undefined));
}

/**
Find the wallets whose folder has a name that no wallet can have, such as a copy with the ending `.tmp`.

@returns A sentence for each.
*/
export async function findMisnamed(directory?: string): Promise<string[]> {
	const wallets = await readWallets(directory, name => !isName(name));
	return wallets.map(
		({path: folder}) =>
			`The wallet in \`${folder}\` is left out, since no wallet can have that name; rename the folder to use it`,
	);
}

async function readWallets(directory: string | undefined, isWanted: (name: string) => boolean) {
	const root = resolveWalletDirectory(directory);
	const names = await readNames(root);
	const wanted = names.filter(name => isWanted(name));
	const wallets: ListedWallet[] = [];
	for (const name of wanted) {
		const wallet = await readWallet(path.join(root, name), name);
		if (wallet) {
			wallets.push(wallet);
		}
	}

	return wallets;
}

/** List the hotkeys of a wallet. */
export async function listHotkeys(folder: string): Promise<ListedHotkey[]> {
	return readHotkeys(folder, []);
}

/** Read a wallet; `undefined` if the folder or file is not one. */
async function readWallet(folder: string, name: string): Promise<ListedWallet | undefined> {
	const problems: string[] = [];
	const coldkey = await readKey(
		{file: path.join(folder, 'coldkey'), publicFile: path.join(folder, 'coldkeypub.txt')},
		problems,
	);
	const hotkeys = await readHotkeys(folder, problems);
	if (!coldkey && hotkeys.length === 0 && problems.length === 0) {
		return undefined;
	}

	return {
		name,
		path: folder,
		coldkey: coldkey?.ss58,
		encrypted: coldkey?.encrypted,
		unreadable: coldkey?.unreadable ?? false,
		hotkeys,
		problems,
	};
}

async function readHotkeys(folder: string, problems: string[]): Promise<ListedHotkey[]> {
	const hotkeysFolder = path.join(folder, 'hotkeys');
	const hotkeys: ListedHotkey[] = [];
	for (const name of await readNames(hotkeysFolder, problems)) {
		const file = path.join(hotkeysFolder, name);
		const key = isHotkeyFile(name)
			? await readKey({file, publicFile: `${file}pub.txt`}, problems)
			: undefined;
		if (key) {
			hotkeys.push({name, ss58: key.ss58, encrypted: key.encrypted === true});
		}
	}

	return hotkeys;
}

type ListedKey = {
	readonly ss58: string | undefined;
	/** `undefined` if the private file is not here or cannot be read. */
	readonly encrypted: boolean | undefined;
	readonly unreadable: boolean;
};

/** Read what a key's files reveal without its password; `undefined` if there are none. */
async function readKey(files: KeyFiles, problems: string[]): Promise<ListedKey | undefined> {
	const before = problems.length;
	const own = await readFile(files.file, problems);
	const stated = await readFile(files.publicFile, problems);
	try {
		requireSameKey(files, own?.key, stated?.key);
	} catch (error) {
		problems.push((error as KeyfileFormatError).message);
	}

	if (!own && !stated) {
		return undefined;
	}

	// If the files disagree, or one is damaged, show no address that someone might send money to.
	const key = problems.length === before ? (stated?.key ?? own?.key) : undefined;
	return {ss58: key?.address, encrypted: own?.encrypted, unreadable: own?.unreadable ?? false};
}

/** Read one of the files, collecting what is wrong with it as a problem. */
async function readFile(file: string, problems: string[]) {
	try {
		const found = await readFound(file);
		return found && {...found, unreadable: false};
	} catch (error) {
		problems.push((error as KeyfileFormatError).message);
		return {encrypted: undefined, key: undefined, unreadable: true};
	}
}

/** Read the names in a folder; none if it does not exist. An unreadable folder is a problem if problems are collected, else an error. */
async function readNames(folder: string, problems?: string[]): Promise<string[]> {
	try {
		const names = await readdir(folder);
		return names.filter(name => !name.startsWith('.')).toSorted(compare);
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') {
			return [];
		}

		if (!problems) {
			throw error;
		}

		problems.push(describeFailure(folder, code ?? message));
		return [];
	}
}

const describeFailure = (file: string, reason: string) => `\`${file}\` cannot be read: ${reason}`;
