import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {MnemonicError} from '../../src/crypto/errors.ts';
import {UsageError} from '../../src/support/errors.ts';
import {readMnemonicFile} from '../../src/wallet/mnemonic-file.ts';
import {makeFolder} from '../helpers/wallet.ts';

const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

let file: string;

beforeEach(async () => {
	file = path.join(await makeFolder(), 'words');
});

test('words that people wrote down by hand are read', async () => {
	await writeFile(file, `\r\n  ${words.replaceAll(' ', '\r\n')}\r\n\r\n`);

	expect(await readMnemonicFile(file)).toBe(words);
});

test('what is no mnemonic is refused', async () => {
	await writeFile(file, 'correct horse battery staple');

	await expect(readMnemonicFile(file)).rejects.toThrow(MnemonicError);
	await expect(readMnemonicFile(`${file}-none`)).rejects.toThrow(UsageError);
	await expect(readMnemonicFile('/dev/zero')).rejects.toThrow(UsageError);
});
