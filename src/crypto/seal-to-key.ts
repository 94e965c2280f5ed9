import {Buffer} from 'node:buffer';
import {createCipheriv, createPublicKey, encapsulate, randomBytes} from 'node:crypto';

/** Bytes that only the owner of a key can read. */
export type Sealed = {
	/** The secret, encapsulated to the key with ML-KEM-768 (FIPS 203): 1088 bytes. */
	readonly encapsulated: Uint8Array;
	/** Random, 24 bytes. */
	readonly nonce: Uint8Array;
	/** The bytes, encrypted with that secret, followed by a tag of 16 bytes. */
	readonly box: Uint8Array;
};

/** Bytes of an ML-KEM-768 public key, of a secret encapsulated to one, and what encryption adds beside the nonce. */
export const sealLengths = {publicKey: 1184, encapsulated: 1088, nonce: 24, tag: 16} as const;

/** What comes before a raw key of 1184 bytes in its DER encoding (RFC 9935). */
const derPrefix = Buffer.from('308204b2300b0609608648016503040402038204a100', 'hex');

/**
Encrypt bytes to an ML-KEM-768 public key, with XChaCha20-Poly1305 under a secret that is used once and kept nowhere.

@param publicKey 1184 bytes.

@throws {RangeError} If it is no such key.
*/
export function sealToKey(plaintext: Uint8Array, publicKey: Uint8Array): Sealed {
	const {sharedKey, ciphertext} = encapsulateTo(publicKey);
	const nonce = randomBytes(sealLengths.nonce);
	const box = sealXchacha(plaintext, {key: sharedKey, nonce});
	sharedKey.fill(0);
	return {encapsulated: ciphertext, nonce, box};
}

function encapsulateTo(publicKey: Uint8Array) {
	// What is longer would be cut without a word.
	if (publicKey.length !== sealLengths.publicKey) {
		throw new RangeError(`An ML-KEM-768 public key has 1184 bytes, not ${publicKey.length}`);
	}

	try {
		const der = Buffer.concat([derPrefix, publicKey]);
		return encapsulate(createPublicKey({key: der, format: 'der', type: 'spki'}));
	} catch (error) {
		throw new RangeError('These bytes are not an ML-KEM-768 public key', {cause: error});
	}
}

export type XchachaOptions = {
	/** 32 bytes. */
	readonly key: Uint8Array;
	/** 24 bytes. */
	readonly nonce: Uint8Array;
};

/** Encrypt with XChaCha20-Poly1305, without associated data (draft-irtf-cfrg-xchacha-03). The tag comes last. */
export function sealXchacha(plaintext: Uint8Array, {key, nonce}: XchachaOptions): Uint8Array {
	const derived = deriveKey(key, nonce.subarray(0, 16));
	const innerNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
	const cipher = createCipheriv('chacha20-poly1305', derived, innerNonce, {
		authTagLength: sealLengths.tag,
	});
	return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** `expand 32-byte k`, the first words of ChaCha’s state. */
const constants = Buffer.from('expand 32-byte k');

/**
Derive the key for the rest of a long nonce (HChaCha20).

It is the first and the last row of ChaCha’s state after its rounds. A block of the key stream is that state plus the one before the rounds, whose first row are the constants and whose last is the nonce.
*/
export function deriveKey(key: Uint8Array, nonce: Uint8Array): Uint8Array {
	const block = createCipheriv('chacha20', key, nonce).update(Buffer.alloc(64));
	return Buffer.concat([
		subtract(block.subarray(0, 16), constants),
		subtract(block.subarray(48), nonce),
	]);
}

/** Subtract as four little-endian words. */
function subtract(from: Uint8Array, what: Uint8Array): Uint8Array {
	const words = [from, what].map(
		bytes => new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
	);
	const result = new Uint8Array(16);
	const view = new DataView(result.buffer);
	for (let at = 0; at < 16; at += 4) {
		view.setUint32(at, words[0]!.getUint32(at, true) - words[1]!.getUint32(at, true), true);
	}

	return result;
}
