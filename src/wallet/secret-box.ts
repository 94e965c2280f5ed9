import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import nacl from 'tweetnacl';

/** First bytes of an encrypted keyfile. */
const marker = Buffer.from('$NACL');
const nonceLength = 24;
const overhead = marker.length + nonceLength + nacl.secretbox.overheadLength;

/** Tell whether the bytes are an encrypted keyfile. */
export function isSealed(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, marker.length)).equals(marker);
}

/**
Encrypt a keyfile: `$NACL`, a nonce of 24 bytes, then an XSalsa20-Poly1305 secretbox.

@param key 32 bytes.
*/
export function seal(plaintext: Uint8Array, key: Uint8Array): Uint8Array {
	const nonce = randomBytes(nonceLength);
	return Buffer.concat([marker, nonce, nacl.secretbox(plaintext, nonce, key)]);
}

/**
Decrypt what `seal()` wrote.

@returns The plaintext, which the caller should wipe, or `undefined` if the key is wrong or the bytes were changed.
*/
export function unseal(bytes: Uint8Array, key: Uint8Array): Uint8Array | undefined {
	if (bytes.length < overhead) {
		return undefined;
	}

	const nonce = bytes.subarray(marker.length, marker.length + nonceLength);
	const box = bytes.subarray(marker.length + nonceLength);
	return nacl.secretbox.open(box, nonce, key) ?? undefined;
}
