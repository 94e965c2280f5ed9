import {dirname} from 'node:path';
import {normalizeMnemonic} from '../crypto/mnemonic.ts';
import {isDirectory} from '../support/files/ensure-directory.ts';
import {PathError, UsageError} from '../support/errors.ts';
import type {NewFile} from './claim-files.ts';
import {expandHome} from './location.ts';
import {readSecretText} from './secret-text.ts';

/** What words restore: a wallet's coldkey and the hotkey derived from it, or a single hotkey. */
export type Restores = 'wallet' | 'hotkey';

/** Where to put new words. One of the two must be set: funds cannot be recovered with words that nobody has seen. */
export type MnemonicKeeping = {
	/** A new file for the words, written together with the keys or not at all. */
	readonly mnemonicFile?: string;
	/** Shows the words and what they restore; the keys are written once it is done, or not at all if it throws. */
	readonly onMnemonic?: (words: string, restores: Restores) => void | Promise<void>;
};

/**
Check that new words will be kept, and that the folder of their file exists.

@throws {TypeError} If they would be lost.
@throws {PathError} If the folder of their file does not exist.
*/
export function checkKeeping({mnemonicFile, onMnemonic}: MnemonicKeeping): void {
	if (mnemonicFile === undefined && !onMnemonic) {
		throw new TypeError('Give `mnemonicFile` or `onMnemonic`, so that the words are not lost');
	}

	const folder = mnemonicFile === undefined ? undefined : dirname(expandHome(mnemonicFile));
	if (folder !== undefined && !isDirectory(folder)) {
		throw new PathError(folder, 'there is no such folder', {
			fix: 'Create that folder first, or choose another place for the words.',
		});
	}
}

/** Get the words' file, if any, to write together with the keys. */
export function toMnemonicFiles({mnemonicFile}: MnemonicKeeping, words: string): NewFile[] {
	return mnemonicFile === undefined ? [] : [{path: expandHome(mnemonicFile), data: `${words}\n`}];
}

/**
Read a mnemonic from a file, its words separated by spaces or line ends.

@throws {UsageError} If the file cannot be read.
@throws {MnemonicError} If its content is not a valid mnemonic.
*/
export async function readMnemonicFile(
	file: string,
	options: {readonly signal?: AbortSignal} = {},
): Promise<string> {
	const path = expandHome(file);
	let text;
	try {
		text = await readSecretText(path, options);
	} catch (error) {
		throw new UsageError(`The mnemonic file \`${path}\` cannot be read`, {
			fix: 'Name the file that holds the words, and check that you can read it.',
			cause: error,
		});
	}

	return normalizeMnemonic(text);
}
