import {Buffer} from 'node:buffer';
import {
	sr25519_keypair_from_seed as keypairFromSeed,
	sr25519_pubkey as toPublicKey,
	sr25519_sign as signWithSecret,
	sr25519_verify as verifyValid,
} from '@polkadot-labs/schnorrkel-wasm';
import {createRecentMap} from '../support/recent-map.ts';
import {isCanonicalScalar, isRistrettoPoint} from './ristretto.ts';

/** A key pair in the library's format: the scalar times 8 (32 bytes), the nonce seed (32), the public key (32). */
export type Keypair = Uint8Array;

/** Expand a 32-byte mini-secret into a key pair. */
export function expandSeed(seed: Uint8Array): Keypair {
	return keypairFromSeed(seed);
}

/**
Create the key pair of a secret key in the format of keyfiles: a canonical scalar (32 bytes, little-endian), then the nonce seed (32).

@returns The pair, or `undefined` if it is not a secret key.
*/
export function importSecretKey(secretKey: Uint8Array): Keypair | undefined {
	if (secretKey.length !== 64 || !isCanonicalScalar(secretKey.subarray(0, 32))) {
		return undefined;
	}

	const pair = new Uint8Array(96);
	pair.set(secretKey);
	let carry = 0;
	for (let index = 0; index < 32; index += 1) {
		carry += pair[index]! * 8;
		pair[index] = carry;
		carry = Math.floor(carry / 256);
	}

	pair.set(toPublicKey(pair.subarray(0, 64)), 64);
	return pair;
}

/** Get the secret half of a pair in the format of `importSecretKey()`; 64 bytes. */
export function exportSecretKey(pair: Keypair): Uint8Array {
	const secretKey = new Uint8Array(pair.subarray(0, 64));
	let carry = 0;
	for (let index = 31; index >= 0; index -= 1) {
		carry *= 256;
		carry += secretKey[index]!;
		secretKey[index] = Math.floor(carry / 8);
		carry %= 8;
	}

	return secretKey;
}

export function getPublicKey(pair: Keypair): Uint8Array {
	return new Uint8Array(pair.subarray(64));
}

/** Sign with fresh randomness, in the context `substrate`; 64 bytes. */
export function signSchnorrkel(pair: Keypair, message: Uint8Array): Uint8Array {
	return signWithSecret(pair.subarray(64), pair.subarray(0, 64), message);
}

/**
Verify a signature made in the context `substrate`; `false` if anything is malformed.

Malformed input never reaches the library, which would panic: print to stderr and leak memory each time.
*/
export function verifySchnorrkel(
	message: Uint8Array,
	signature: Uint8Array,
	publicKey: Uint8Array,
): boolean {
	return (
		publicKey.length === 32 &&
		isWellFormed(signature) &&
		isKnownPoint(publicKey) &&
		verifyValid(publicKey, message, signature)
	);
}

/** R (32 bytes), then a canonical scalar whose highest bit marks the signature as schnorrkel's. */
function isWellFormed(signature: Uint8Array): boolean {
	if (signature.length !== 64 || signature[63]! < 0x80) {
		return false;
	}

	// A copy: `slice()` of a `Buffer` is a view.
	const scalar = new Uint8Array(signature.subarray(32));
	scalar[31]! -= 0x80;
	return isCanonicalScalar(scalar);
}

/** Keys already found to be points: the check costs as much as half a verification, and most requests come from the same validators. */
const knownPoints = createRecentMap<string, true>(4096);

function isKnownPoint(publicKey: Uint8Array): boolean {
	const key = Buffer.from(publicKey).toString('latin1');
	if (knownPoints.get(key)) {
		return true;
	}

	if (!isRistrettoPoint(publicKey)) {
		return false;
	}

	knownPoints.set(key, true);
	return true;
}
