import {Buffer} from 'node:buffer';
import {hash, pbkdf2Sync, randomBytes} from 'node:crypto';
import wordlist from '@polkadot/util-crypto/mnemonic/wordlists/en';
import {MnemonicError} from './errors.ts';

const wordCounts = [12, 15, 18, 21, 24];

/** Generate a new mnemonic of 12 words (128 bits). */
export function generateMnemonic(): string {
	return entropyToMnemonic(randomBytes(16));
}

/**
Normalize a mnemonic to lowercase words separated by single spaces.

@throws {MnemonicError} If it is not 12, 15, 18, 21 or 24 words of the English list, or the checksum is wrong.
*/
export function normalizeMnemonic(mnemonic: string): string {
	return entropyToMnemonic(mnemonicToEntropy(mnemonic));
}

/**
Derive the 32-byte mini-secret from a mnemonic. Unlike BIP-39, Substrate stretches the entropy, not the words.

@throws {MnemonicError} If it is not a mnemonic.

@see https://github.com/paritytech/substrate-bip39
*/
export function mnemonicToSeed(mnemonic: string, password = ''): Uint8Array {
	const entropy = mnemonicToEntropy(mnemonic);
	const stretched = pbkdf2Sync(
		entropy,
		`mnemonic${password}`.normalize('NFKD'),
		2048,
		64,
		'sha512',
	);
	const seed = new Uint8Array(stretched.subarray(0, 32));
	entropy.fill(0);
	stretched.fill(0);
	return seed;
}

/** Each word encodes 11 bits: the entropy, then one bit of its SHA-256 for every 32 bits of entropy. */
function mnemonicToEntropy(mnemonic: string): Uint8Array {
	const words = mnemonic.normalize('NFKD').toLowerCase().split(/\s+/v).filter(Boolean);
	if (!wordCounts.includes(words.length)) {
		throw new MnemonicError(
			`A mnemonic has ${wordCounts.slice(0, -1).join(', ')} or ${wordCounts.at(-1)!} words, not \`${words.length}\``,
			{fix: 'Enter all of them in order, separated by spaces.'},
		);
	}

	const bits = words.map((word, index) => toBits(word, index + 1)).join('');
	const entropyLength = (words.length * 32) / 3;
	const entropy = Buffer.from(
		bits
			.slice(0, entropyLength)
			.match(/.{8}/gv)!
			.map(byte => Number.parseInt(byte, 2)),
	);
	if (bits.slice(entropyLength) !== checksumBits(entropy)) {
		throw new MnemonicError('The words are all known, but their checksum is wrong', {
			fix: 'Check the words and their order: one is misplaced or wrong.',
		});
	}

	return entropy;
}

function toBits(word: string, position: number): string {
	const index = wordlist.indexOf(word);
	if (index === -1) {
		throw new MnemonicError(`Word \`${position}\` of the mnemonic is not in the word list`, {
			position,
			fix: 'Compare that word with your copy; the words are English and lowercase.',
		});
	}

	return index.toString(2).padStart(11, '0');
}

function entropyToMnemonic(entropy: Uint8Array): string {
	const bits = [...entropy].map(byte => byte.toString(2).padStart(8, '0')).join('');
	return `${bits}${checksumBits(entropy)}`
		.match(/.{11}/gv)!
		.map(index => wordlist[Number.parseInt(index, 2)]!)
		.join(' ');
}

function checksumBits(entropy: Uint8Array): string {
	const first = hash('sha256', entropy, 'buffer')[0]!;
	return first
		.toString(2)
		.padStart(8, '0')
		.slice(0, entropy.length / 4);
}
