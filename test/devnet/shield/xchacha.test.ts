import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {fromHex, toHex} from '../../../src/devnet/scale/bytes.ts';
import {hchacha20, openXchacha} from '../../../src/devnet/shield/xchacha.ts';

// Draft-irtf-cfrg-xchacha-03, section 2.2.1.
test('a long nonce derives the key of the specification', () => {
	const key = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
	const nonce = fromHex('000000090000004a0000000031415927');
	expect(toHex(hchacha20(key, nonce))).toBe(
		'0x82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
	);
});

const key = fromHex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
const nonce = fromHex('404142434445464748494a4b4c4d4e4f5051525354555657');
// Sealed by PyCryptodome's `ChaCha20_Poly1305` with a nonce of 24 bytes.
const box = fromHex(
	'866412807b9e9b3894760ef385c6f2205e23521d6021bc95afce7c86ea3cb666931924d5cbca916d2776',
);

test('what another program sealed is opened', () => {
	const opened = openXchacha({key, nonce, box});
	expect(Buffer.from(opened!).toString()).toBe('what nobody should see yet');
});

test('what was changed, or sealed by another key, is not', () => {
	const changed = Uint8Array.from(box);
	changed[3]! ^= 1;
	expect(openXchacha({key, nonce, box: changed})).toBeUndefined();
	expect(openXchacha({key: nonce.subarray(0, 8), nonce: key, box})).toBeUndefined();
	expect(openXchacha({key: Uint8Array.from(key).fill(0), nonce, box})).toBeUndefined();
	expect(openXchacha({key, nonce, box: box.subarray(0, 15)})).toBeUndefined();
});
