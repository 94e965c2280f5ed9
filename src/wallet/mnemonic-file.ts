import {readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {normalizeMnemonic} from '../crypto/mnemonic.ts';
import {writeFileAtomic} from '../support/atomic-file.ts';
import {isDirectory} from '../support/ensure-directory.ts';
import {PathError, UsageError} from '../support/errors.ts';
import type {NewFile} from './claim-files.ts';
import {expandHome} from './location.ts';

/** What words give back: a wallet, its coldkey and the hotkey derived from it; or one hotkey alone. */
export type Restores = 'wallet' | 'hotkey';

/** Where new words go. One of the two must be given: words that nobody saw are funds that nobody can recover. */
export type MnemonicKeeping = {
	/** A new file that the words are written to, together with the keys or not at all. */
	readonly mnemonicFile?: string;
	/** Shows the words, and what they are good for; the keys are kept once it is done, and are not if it throws. */
	readonly onMnemonic?: (words: string, restores: Restores) => void | Promise<void>;
};

/**
Refuse to make keys whose words would be lost, or would lie in a folder that nobody made.

@throws {TypeError} If they go nowhere.
@throws {PathError} If the folder of their file is not there.
*/
export function checkKeeping({mnemonicFile, onMnemonic}: MnemonicKeeping): void {
	if (mnemonicFile === undefined && !onMnemonic) {
		throw new TypeError('Give `mnemonicFile` or `onMnemonic`, so that the words are not lost');
	}

	const folder = mnemonicFile === undefined ? undefined : dirname(expandHome(mnemonicFile));
	if (folder !== undefined && !isDirectory(folder)) {
		throw new PathError(folder, 'there is no such folder', {
			fix: 'Make that folder first, or choose another place for the words.',
		});
	}
}

/** The file that the words go to, if any, to be written together with the keys. */
export function toMnemonicFiles({mnemonicFile}: MnemonicKeeping, words: string): NewFile[] {
	return mnemonicFile === undefined
		? []
		: [{path: expandHome(mnemonicFile), data: formatMnemonic(words)}];
}

/**
Write a mnemonic to a new file that only the operator can read: the words on one line.

@throws {FileExistsError} If the file is there already.
*/
export async function writeMnemonicFile(file: string, words: string): Promise<void> {
	await writeFileAtomic(expandHome(file), formatMnemonic(words));
}

/**
Read a mnemonic from a file: the words with spaces or line ends between them.

@throws {UsageError} If the file cannot be read.
@throws {MnemonicError} If it holds no mnemonic.
*/
export async function readMnemonicFile(file: string): Promise<string> {
	const path = expandHome(file);
	let text;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		throw new UsageError(`The mnemonic file \`${path}\` cannot be read`, {
			fix: 'Give the file that holds the words, and see whether you may read it.',
			cause: error,
		});
	}

	return normalizeMnemonic(text);
}

function formatMnemonic(words: string): string {
	return `${words}\n`;
}
