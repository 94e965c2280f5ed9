import {Buffer} from 'node:buffer';
import {createEd25519Signer} from '../crypto/ed25519.ts';
import {mnemonicToSeed} from '../crypto/mnemonic.ts';
import {
	type Keypair,
	expandSeed,
	exportSecretKey,
	getPublicKey,
	importSecretKey,
} from '../crypto/schnorrkel.ts';
import {deriveSeed} from '../crypto/secret-uri.ts';
import type {SignatureScheme, Signer} from '../crypto/signer.ts';
import {createPairSigner} from '../crypto/sr25519.ts';
import {encodeAddress} from '../crypto/ss58.ts';
import {KeyfileFormatError} from './errors.ts';
import {type KeyRecord, parseKeyRecord} from './key-record.ts';

/** The public half of a key. */
export type PublicKey = {
	/** SS58 with format 42. */
	readonly address: string;
	/** 32 bytes. */
	readonly publicKey: Uint8Array;
	readonly scheme: SignatureScheme;
};

/**
Write an sr25519 key as the content of its two files.

@param phrase The words that the seed is from, if they are to be stored with it.

@returns The bytes of the private file, which the caller should wipe, and of the public file.
*/
export function writeKeyRecords(seed: Uint8Array, phrase?: string) {
	const pair = expandSeed(seed);
	const secretKey = exportSecretKey(pair);
	const shared = toPublicRecord(getPublicKey(pair), 'sr25519');
	const secret = {privateKey: toHex(secretKey), secretPhrase: phrase, secretSeed: toHex(seed)};
	pair.fill(0);
	secretKey.fill(0);
	return {
		address: shared.ss58Address,
		privateRecord: Buffer.from(JSON.stringify({...shared, ...secret})),
		publicRecord: Buffer.from(JSON.stringify(shared)),
	};
}

/**
Write the keys of a wallet as the contents of their files: the coldkey of some words, and the hotkey that is its hard derivation `//NAME`.

@returns The files of both keys, the seed of the coldkey, and `wipe()`, which the caller should call once none of their secrets is needed.
*/
export function writeWalletRecords(words: string, hotkey: string) {
	const seed = mnemonicToSeed(words);
	const hotkeySeed = deriveSeed(seed, hotkey);
	const cold = writeKeyRecords(seed, words);
	const hot = writeKeyRecords(hotkeySeed);
	const wipe = () => {
		for (const secret of [seed, hotkeySeed, cold.privateRecord, hot.privateRecord]) {
			secret.fill(0);
		}
	};

	return {seed, cold, hot, wipe};
}

/** Write the public half of a key as the content of its file. */
export function writePublicRecord(publicKey: Uint8Array, scheme: SignatureScheme): Uint8Array {
	return Buffer.from(JSON.stringify(toPublicRecord(publicKey, scheme)));
}

function toPublicRecord(publicKey: Uint8Array, scheme: SignatureScheme) {
	const hex = toHex(publicKey);
	return {
		accountId: hex,
		publicKey: hex,
		ss58Address: encodeAddress(publicKey),
		cryptoType: scheme === 'sr25519' ? 1 : 0,
	};
}

/**
Read the signer from an unencrypted or decrypted private keyfile. The bytes are wiped.

@throws {KeyfileFormatError} If it contains no secret, or one that does not match its public key.
*/
export function readSigner(bytes: Uint8Array, path: string): Signer {
	const {key} = openKey(bytes, path);
	if (!key) {
		throw new KeyfileFormatError(path, 'holds no secret key', {
			fix: 'It may be the public half only; put the private file there.',
		});
	}

	return key.createSigner();
}

/**
Read the public half of a key from a public keyfile or an unencrypted private one. The bytes are wiped.

@throws {KeyfileFormatError} If it contains none, or one that does not match its secret.
*/
export function readPublicKey(bytes: Uint8Array, path: string): PublicKey {
	const {key, scheme, stated} = openKey(bytes, path);
	key?.wipe();
	const publicKey = key?.publicKey ?? stated;
	if (!publicKey) {
		throw new KeyfileFormatError(path, 'holds no public key');
	}

	return {address: encodeAddress(publicKey), publicKey, scheme};
}

type Secrets = Omit<KeyRecord, 'publicKey'>;

/** A secret found in a file. */
type OpenKey = {
	readonly publicKey: Uint8Array;
	readonly createSigner: () => Signer;
	readonly wipe: () => void;
};

/** Find a file's secret, and check that everything in the file belongs to one key. */
function openKey(bytes: Uint8Array, path: string) {
	const {publicKey: stated, ...record} = readAndWipe(bytes, path);
	const [key, other] = openSecrets(record);
	other?.wipe();
	for (const publicKey of [stated, other?.publicKey]) {
		if (key && publicKey && !Buffer.from(publicKey).equals(key.publicKey)) {
			key.wipe();
			throw new KeyfileFormatError(path, 'is damaged: its secret belongs to another public key');
		}
	}

	return {scheme: record.scheme, stated, key};
}

function readAndWipe(bytes: Uint8Array, path: string): KeyRecord {
	try {
		return parseKeyRecord(bytes, path);
	} finally {
		bytes.fill(0);
	}
}

/** Open a file's secrets: the seed before the private key. */
function openSecrets({scheme, seed, privateKey, phrase}: Secrets): readonly OpenKey[] {
	// Words are the last resort: stretching them takes a thousand times longer.
	const isWordsAlone = !seed && !privateKey && phrase !== undefined;
	const seeds = [seed, isWordsAlone ? mnemonicToSeed(phrase) : undefined];
	try {
		if (scheme === 'ed25519') {
			// An ed25519 private key is its seed.
			return [...seeds, privateKey].flatMap(secret => openEd25519(secret) ?? []);
		}

		const pairs = [
			...seeds.map(secret => secret && expandSeed(secret)),
			privateKey && importSecretKey(privateKey),
		];
		return pairs.flatMap(pair => (pair ? openPair(pair) : []));
	} finally {
		for (const secret of [...seeds, privateKey]) {
			secret?.fill(0);
		}
	}
}

const openPair = (pair: Keypair): OpenKey => ({
	publicKey: getPublicKey(pair),
	createSigner: () => createPairSigner(pair),
	wipe() {
		pair.fill(0);
	},
});

function openEd25519(seed: Uint8Array | undefined): OpenKey | undefined {
	if (seed?.length !== 32) {
		return undefined;
	}

	// Node.js keeps a copy of the key that we cannot wipe.
	const signer = createEd25519Signer(seed);
	return {publicKey: signer.publicKey, createSigner: () => signer, wipe: () => undefined};
}

function toHex(bytes: Uint8Array): string {
	return `0x${Buffer.from(bytes).toString('hex')}`;
}
