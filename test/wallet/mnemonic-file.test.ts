import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {MnemonicError} from '../../src/crypto/errors.ts';
import {FileExistsError, UsageError} from '../../src/support/errors.ts';
import {readMnemonicFile, writeMnemonicFile} from '../../src/wallet/mnemonic-file.ts';
import {makeFolder} from '../helpers/wallet.ts';

const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

let file: string;

beforeEach(async () => {
	file = path.join(await makeFolder(), 'words');
});

test('words are written for the operator only and read back', async () => {
	await writeMnemonicFile(file, words);

	expect(await readFile(file, 'utf8')).toBe(`${words}\n`);
	expect((await stat(file)).mode % 0o1000).toBe(0o600);
	expect(await readMnemonicFile(file)).toBe(words);
});

test('a file that is there is never written over', async () => {
	await writeFile(file, 'other');

	await expect(writeMnemonicFile(file, words)).rejects.toThrow(FileExistsError);
	expect(await readFile(file, 'utf8')).toBe('other');
});

test('words that people wrote down by hand are read', async () => {
	await writeFile(file, `\r\n  ${words.replaceAll(' ', '\r\n')}\r\n\r\n`);

	expect(await readMnemonicFile(file)).toBe(words);
});

test('what is no mnemonic is refused', async () => {
	await writeFile(file, 'correct horse battery staple');

	await expect(readMnemonicFile(file)).rejects.toThrow(MnemonicError);
	await expect(readMnemonicFile(`${file}-none`)).rejects.toThrow(UsageError);
});
