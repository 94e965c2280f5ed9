import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {readPublicKey} from './key-record.ts';
import {isHotkeyFile, resolveWalletDirectory} from './location.ts';
import {isSealed} from './secret-box.ts';

export type ListedHotkey = {
	readonly name: string;
	/** Address, or `undefined` if no file tells it. */
	readonly ss58: string | undefined;
	readonly encrypted: boolean;
};

export type ListedWallet = {
	readonly name: string;
	/** Its folder. */
	readonly path: string;
	/** Address, or `undefined` if no file tells it. */
	readonly coldkey: string | undefined;
	/** Whether the coldkey is encrypted; `undefined` where only its public half is here, as it should be on a rig. */
	readonly encrypted: boolean | undefined;
	readonly hotkeys: readonly ListedHotkey[];
	/** What could not be read, as sentences that name the file. */
	readonly problems: readonly string[];
};

/** As people count: `rig2` before `rig10`. */
const {compare} = new Intl.Collator('en', {numeric: true});

/**
List the wallets of a folder from their files alone, without a password. A wallet that is incomplete or damaged is listed with what is wrong.

@param directory As in `WalletLocation`; a folder that does not exist holds no wallets.
*/
export async function listWallets(directory?: string): Promise<ListedWallet[]> {
	const root = resolveWalletDirectory(directory);
	const wallets: ListedWallet[] = [];
	for (const name of await readNames(root)) {
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

/** A wallet, or `undefined` if it is a folder or file of another kind. */
async function readWallet(folder: string, name: string): Promise<ListedWallet | undefined> {
	const problems: string[] = [];
	const coldkey = await readKey(path.join(folder, 'coldkey'), problems);
	const coldkeyPublic = await readKey(path.join(folder, 'coldkeypub.txt'), problems);
	const hotkeys = await readHotkeys(folder, problems);
	if (!coldkey && !coldkeyPublic && hotkeys.length === 0 && problems.length === 0) {
		return undefined;
	}

	return {
		name,
		path: folder,
		coldkey: coldkeyPublic?.ss58 ?? coldkey?.ss58,
		encrypted: coldkey?.encrypted,
		hotkeys,
		problems,
	};
}

async function readHotkeys(folder: string, problems: string[]): Promise<ListedHotkey[]> {
	const hotkeysFolder = path.join(folder, 'hotkeys');
	const hotkeys: ListedHotkey[] = [];
	for (const name of await readNames(hotkeysFolder, problems)) {
		const file = path.join(hotkeysFolder, name);
		const key = isHotkeyFile(name) ? await readKey(file, problems) : undefined;
		if (!key) {
			continue;
		}

		const ss58 = key.ss58 ?? (await readKey(`${file}pub.txt`, problems))?.ss58;
		hotkeys.push({name, ss58, encrypted: key.encrypted});
	}

	return hotkeys;
}

type FoundKey = {readonly ss58: string | undefined; readonly encrypted: boolean};

/** What a keyfile tells without its password; `undefined` where there is none. */
async function readKey(file: string, problems: string[]): Promise<FoundKey | undefined> {
	let bytes: Uint8Array | undefined;
	try {
		bytes = await readFile(file);
		return isSealed(bytes)
			? {ss58: undefined, encrypted: true}
			: {ss58: readPublicKey(bytes, file).address, encrypted: false};
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') {
			return undefined;
		}

		problems.push(bytes ? message : describeFailure(file, code ?? message));
		return {ss58: undefined, encrypted: false};
	} finally {
		bytes?.fill(0);
	}
}

/** Names in a folder, none where it does not exist. One that cannot be read is a problem if those are collected, else an error. */
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
