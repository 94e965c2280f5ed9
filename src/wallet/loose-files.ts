import type {Stats} from 'node:fs';
import {lstat, readdir, realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {quoteWord} from '../support/processes/shell.ts';
import {isHotkeyFile, resolveWallet, resolveWalletDirectory} from './location.ts';

/**
Find files of these wallets that other users of this machine can read or change, and describe each with the command that fixes it.

A command is only advised for regular files and folders, and for a link by naming what it leads to, if that is this user's: a command would follow the link.

A folder that others can read is fine, since `btcli` creates them that way; one that they can write to is not, since they could replace the files in it.

@param directory - As in `WalletLocation`.

@returns Sentences; none if all is well.
*/
export async function findLooseFiles(
	directory: string | undefined,
	names: readonly string[],
): Promise<readonly string[]> {
	const files = [{file: resolveWalletDirectory(directory), isSecret: false}];
	for (const name of names) {
		const {folder, hotkeys} = resolveWallet({directory, name});
		files.push(...(await listFiles(folder)), ...(await listFiles(hotkeys)));
	}

	return describeLoose(files);
}

/** A file or folder to check. Secret is what others may not even read. */
type Checked = {readonly file: string; readonly isSecret: boolean};

/** The same for any files. */
export async function describeLoose(files: readonly Checked[]): Promise<readonly string[]> {
	const loose: string[] = [];
	const foreign: string[] = [];
	for (const {file, isSecret} of files) {
		const target = await findTarget(file).catch(() => undefined);
		if (target && isLoose(target.stats, isSecret)) {
			loose.push(target.file);
		}

		if (target && isForeign(target.stats)) {
			foreign.push(target.file);
		}
	}

	return [
		...describe(loose, 'Others on this machine can read or change', 'chmod go-rwx'),
		...describe(foreign, 'Another user owns', `sudo chown ${process.geteuid?.() ?? ''}`),
	];
}

/** Find the file or folder that a command may be advised for. */
async function findTarget(file: string) {
	const own = await lstat(file);
	if (!own.isSymbolicLink()) {
		return isPlain(own) ? {file, stats: own} : undefined;
	}

	const target = await realpath(file);
	const stats = await stat(target);
	return isPlain(stats) && stats.uid === (process.geteuid?.() ?? stats.uid)
		? {file: target, stats}
		: undefined;
}

const isPlain = (stats: Stats) => stats.isFile() || stats.isDirectory();

/** List a wallet folder and the keyfiles in it. */
async function listFiles(folder: string) {
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
	const files = entries
		.filter(entry => !entry.isDirectory())
		.filter(({name}) => isHotkeyFile(name) || isPublic(name))
		.map(({name}) => ({file: path.join(folder, name), isSecret: !isPublic(name)}));
	return [{file: folder, isSecret: false}, ...files];
}

const isPublic = (name: string) => name.endsWith('pub.txt');

/** The last two octal digits of a mode are the permissions of group and others. */
function isLoose({mode}: Stats, isSecret: boolean): boolean {
	const [group, others] = [Math.floor(mode / 0o10) % 0o10, mode % 0o10];
	return isSecret ? group + others > 0 : mayWrite(group) || mayWrite(others);
}

const mayWrite = (digit: number) => Math.floor(digit / 2) % 2 === 1;

/** Files owned by root are as safe as the machine. On systems without user IDs, nothing is foreign. */
function isForeign({uid}: Stats): boolean {
	const own = process.geteuid?.() ?? uid;
	return uid !== own && uid !== 0;
}

function describe(files: readonly string[], problem: string, command: string): string[] {
	const words = files.map(file => quoteWord(file)).join(' ');
	return files.length === 0 ? [] : [`${problem} ${quoteList(files)}: run \`${command} ${words}\``];
}

const quoteList = (files: readonly string[]) => files.map(file => `\`${file}\``).join(', ');
