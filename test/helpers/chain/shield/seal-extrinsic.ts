import {Buffer} from 'node:buffer';
import {createCipheriv, createPublicKey, encapsulate, randomBytes} from 'node:crypto';
import {Twox128 as twox128} from '@polkadot-api/substrate-bindings';
import {hchacha20} from '../../../../src/devnet/shield/xchacha.ts';

/** What stands before the bytes of an ML-KEM-768 key in its standard envelope. */
const envelope = Buffer.from('308204b2300b0609608648016503040402038204a100', 'hex');

/**
Encrypt an extrinsic to the key that a chain announces, as a client does.
*/
export function sealExtrinsic(extrinsic: Uint8Array, publicKey: Uint8Array): Uint8Array {
	const key = createPublicKey({
		key: Buffer.concat([envelope, publicKey]),
		format: 'der',
		type: 'spki',
	});
	const {sharedKey, ciphertext} = encapsulate(key);
	const nonce = randomBytes(24);
	const innerNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
	const cipher = createCipheriv(
		'chacha20-poly1305',
		hchacha20(sharedKey, nonce.subarray(0, 16)),
		innerNonce,
		{authTagLength: 16},
	);
	const length = Buffer.alloc(2);
	length.writeUInt16LE(ciphertext.length);
	return Buffer.concat([
		twox128(publicKey),
		length,
		ciphertext,
		nonce,
		cipher.update(extrinsic),
		cipher.final(),
		cipher.getAuthTag(),
	]);
}
