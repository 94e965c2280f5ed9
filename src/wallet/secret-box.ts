import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import nacl from 'tweetnacl';

/** The first bytes of an encrypted keyfile. */
const marker = Buffer.from('$NACL');
const nonceLength = 24;
const overhead = marker.length + nonceLength + nacl.secretbox.overheadLength;

/** The shortest file that can hold a key: 12 words of three letters, as JSON. */
const shortest = overhead + 60;
/** The shortest that `btcli`, the Python packages and btop write: a private key alone. */
const usualLength = overhead + 380;

/** Check whether the bytes are an encrypted keyfile, or the remains of one. */
export function isSealed(bytes: Uint8Array): boolean {
	const start = bytes.subarray(0, marker.length);
	return start.length > 0 && marker.subarray(0, start.length).equals(start);
}

/**
Judge from its length whether an encrypted keyfile is complete, as far as is possible without its key.

@returns `cut` if it is too short to hold a key, whatever the password; `odd` if it is shorter than any that known programs write.
*/
export function judgeLength({length}: Uint8Array): 'cut' | 'odd' | 'whole' {
	if (length < shortest) {
		return 'cut';
	}

	return length < usualLength ? 'odd' : 'whole';
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

@returns The plaintext, which the caller should wipe, or `undefined` if the key is wrong or the bytes were modified.
*/
export function unseal(bytes: Uint8Array, key: Uint8Array): Uint8Array | undefined {
	if (bytes.length < overhead) {
		return undefined;
	}

	const nonce = bytes.subarray(marker.length, marker.length + nonceLength);
	const box = bytes.subarray(marker.length + nonceLength);
	return nacl.secretbox.open(box, nonce, key) ?? undefined;
}
