import {Buffer} from 'node:buffer';
import {mnemonicToMiniSecret, mnemonicValidate} from '@polkadot/util-crypto';
import {expect, test} from 'vitest';
import {MnemonicError} from '../../src/crypto/errors.ts';
import {generateMnemonic, mnemonicToSeed, normalizeMnemonic} from '../../src/crypto/mnemonic.ts';

const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const words = phrase.split(' ');

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function refuse(mnemonic: string): MnemonicError {
	try {
		mnemonicToSeed(mnemonic);
	} catch (error) {
		expect(error).toBeInstanceOf(MnemonicError);
		return error as MnemonicError;
	}

	throw new Error('It was not refused');
}

test('new mnemonics are 12 words that the reference library knows, never the same', () => {
	const made = Array.from({length: 50}, () => generateMnemonic());

	expect(new Set(made).size).toBe(50);
	for (const mnemonic of made) {
		expect(mnemonic.split(' ')).toHaveLength(12);
		expect(mnemonicValidate(mnemonic)).toBe(true);
		expect(toHex(mnemonicToSeed(mnemonic))).toBe(toHex(mnemonicToMiniSecret(mnemonic)));
	}
});

// From the test vectors of substrate-bip39, whose password is `Substrate`.
test.for([
	[
		12,
		`${'abandon '.repeat(11)}about`,
		'44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3',
	],
	[12, phrase, '4313249608fe8ac10fd5886c92c4579007272cb77c21551ee5b8d60b78041685'],
	[
		18,
		`${'abandon '.repeat(17)}agent`,
		'44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3',
	],
	[
		24,
		`${'abandon '.repeat(23)}art`,
		'44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3',
	],
] as const)('%i words stretch to the seed of the specification', ([, mnemonic, seed]) => {
	expect(toHex(mnemonicToSeed(mnemonic, 'Substrate'))).toBe(seed);
});

test('capitals, line ends and spaces around the words do not matter', () => {
	expect(normalizeMnemonic(`  ${phrase.toUpperCase().replaceAll(' ', '\n\t ')}\n`)).toBe(phrase);
});

test('a word that is not in the list is named by its place, not by itself', () => {
	const error = refuse(words.with(4, 'sausagge').join(' '));

	expect(error.position).toBe(5);
	expect(error.message).toBe('Word `5` of the mnemonic is not in the word list');
	expect(`${error.message} ${error.fix}`).not.toMatch(/sausag/v);
});

test('known words in the wrong order are refused for their checksum', () => {
	const error = refuse([...words.slice(1), words[0]].join(' '));

	expect(error.position).toBeUndefined();
	expect(error.message).toContain('checksum');
	for (const word of words) {
		expect(`${error.message} ${error.fix}`).not.toMatch(new RegExp(String.raw`\b${word}\b`, 'v'));
	}
});

test.for([0, 1, 11, 13, 25])('%i words are refused', count => {
	const error = refuse(Array.from({length: count}, () => 'abandon').join(' '));

	expect(error.message).toContain(`not \`${count}\``);
	expect(error.exitCode).toBe(2);
});
