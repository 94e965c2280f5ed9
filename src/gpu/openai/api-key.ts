import {stat} from 'node:fs/promises';
import {PathError} from '../../support/errors.ts';
import {readTextFile} from '../../support/files/regular-file.ts';

/**
Read an API key: the only line of a file.

@throws {PathError} If the file cannot be a key's. The error never holds any of it.
*/
export async function readApiKey(file: string): Promise<string> {
	const key = (await readTextFile(file, {limit: 8192})).trim();
	// What is not printable ASCII cannot be sent in a header.
	if (!/^[\u{21}-\u{7E}]+$/v.test(key)) {
		throw new PathError(file, 'it does not hold one line with a key', {
			fix: 'Put the API key into it, alone on one line.',
		});
	}

	return key;
}

/** Say how to keep others from reading a key's file, if they can. */
export async function findOpenKeyFile(file: string): Promise<string | undefined> {
	const {mode} = await stat(file);
	// eslint-disable-next-line no-bitwise -- A file's mode is made of bits.
	return (mode & 0o077) === 0
		? undefined
		: `Others can read the key in \`${file}\`: \`chmod 600 ${file}\``;
}
