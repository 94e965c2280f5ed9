import {Buffer} from 'node:buffer';
import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto';
import type {Signer} from './signer.ts';
import {encodeAddress} from './ss58.ts';

/** The bytes that precede a 32-byte key in PKCS #8 and SPKI, from RFC 8410. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/**
Create a signer for an ed25519 key, the scheme of some hotkeys.

@param seed 32 bytes. The caller may wipe it afterwards.

@throws {RangeError} If the seed is not 32 bytes long.
*/
export function createEd25519Signer(seed: Uint8Array): Signer {
	if (seed.length !== 32) {
		throw new RangeError(`A seed has 32 bytes, not \`${seed.length}\``);
	}

	const der = Buffer.concat([pkcs8Prefix, seed]);
	const privateKey = createPrivateKey({key: der, format: 'der', type: 'pkcs8'});
	der.fill(0);
	const spki = createPublicKey(privateKey).export({format: 'der', type: 'spki'});
	const publicKey = new Uint8Array(spki.subarray(spkiPrefix.length));
	return {
		address: encodeAddress(publicKey),
		publicKey,
		scheme: 'ed25519',
		sign: message => new Uint8Array(sign(null, message, privateKey)),
	};
}

/** Verify a signature; `false` if anything is malformed. */
export function verifyEd25519(
	message: Uint8Array,
	signature: Uint8Array,
	publicKey: Uint8Array,
): boolean {
	if (publicKey.length !== 32 || signature.length !== 64) {
		return false;
	}

	const key = createPublicKey({
		key: Buffer.concat([spkiPrefix, publicKey]),
		format: 'der',
		type: 'spki',
	});
	return verify(null, message, key, signature);
}
