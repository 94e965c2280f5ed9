import {Buffer} from 'node:buffer';
import {createEd25519Signer} from '../crypto/ed25519.ts';
import {mnemonicToSeed} from '../crypto/mnemonic.ts';
import {expandSeed, exportSecretKey, getPublicKey, importSecretKey} from '../crypto/schnorrkel.ts';
import type {SignatureScheme, Signer} from '../crypto/signer.ts';
import {createPairSigner, createSigner} from '../crypto/sr25519.ts';
import {encodeAddress} from '../crypto/ss58.ts';
import {KeyfileFormatError} from './errors.ts';
import {type KeyRecord, parseKeyRecord, readHex, readScheme, readStatedKey} from './key-record.ts';

/**
Write an sr25519 key as the two files that hold it.

@param phrase The words that the seed is from, if any are to be kept with it.

@returns The bytes of the private file, which the caller should wipe, and of the public one.
*/
export function writeKeyRecords(seed: Uint8Array, phrase?: string) {
	const pair = expandSeed(seed);
	const secretKey = exportSecretKey(pair);
	const publicKey = toHex(getPublicKey(pair));
	const address = encodeAddress(getPublicKey(pair));
	const shared = {accountId: publicKey, publicKey, ss58Address: address, cryptoType: 1};
	const secret = {privateKey: toHex(secretKey), secretPhrase: phrase, secretSeed: toHex(seed)};
	pair.fill(0);
	secretKey.fill(0);
	return {
		address,
		privateRecord: Buffer.from(JSON.stringify({...shared, ...secret})),
		publicRecord: Buffer.from(JSON.stringify(shared)),
	};
}

/**
Read the signer from a private keyfile that is not encrypted (any more).

@throws {KeyfileFormatError} If there is no secret in it, or one that belongs to another public key than the file says.
*/
export function readSigner(bytes: Uint8Array, path: string): Signer {
	const record = parseKeyRecord(bytes, path);
	const signer = readSecret(record, readScheme(record, path));
	if (!signer) {
		throw new KeyfileFormatError(path, 'holds no secret key', {
			fix: 'It may be the public half only; put the private file there.',
		});
	}

	const stated = readStatedKey(record);
	if (stated && !Buffer.from(stated).equals(signer.publicKey)) {
		throw new KeyfileFormatError(path, 'is damaged: its secret belongs to another public key');
	}

	return signer;
}

function readSecret(record: KeyRecord, scheme: SignatureScheme): Signer | undefined {
	const seed = readSeed(record);
	if (seed) {
		const signer = scheme === 'sr25519' ? createSigner({seed}) : createEd25519Signer(seed);
		seed.fill(0);
		return signer;
	}

	// An ed25519 private key is its seed.
	const secretKey = readHex(record.privateKey, scheme === 'sr25519' ? 64 : 32);
	if (!secretKey || scheme === 'ed25519') {
		return secretKey && createEd25519Signer(secretKey);
	}

	const pair = importSecretKey(secretKey);
	secretKey.fill(0);
	return pair && createPairSigner(pair);
}

/** The words are the last resort: stretching them takes a thousand times longer. */
function readSeed({secretSeed, privateKey, secretPhrase}: KeyRecord): Uint8Array | undefined {
	return typeof secretPhrase === 'string' && typeof privateKey !== 'string'
		? (readHex(secretSeed, 32) ?? mnemonicToSeed(secretPhrase))
		: readHex(secretSeed, 32);
}

function toHex(bytes: Uint8Array): string {
	return `0x${Buffer.from(bytes).toString('hex')}`;
}
