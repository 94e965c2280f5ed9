import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {deriveKey, sealToKey, sealXchacha} from '../../src/crypto/seal-to-key.ts';
import {createShieldKey} from '../../src/devnet/shield/shield-key.ts';
import {openXchacha} from '../../src/devnet/shield/xchacha.ts';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// Draft-irtf-cfrg-xchacha-03, section 2.2.1.
test('a long nonce derives the key of the specification', () => {
	const key = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
	const nonce = fromHex('000000090000004a0000000031415927');
	expect(toHex(deriveKey(key, nonce))).toBe(
		'82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
	);
});

const key = fromHex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
const nonce = fromHex('404142434445464748494a4b4c4d4e4f5051525354555657');

test('bytes are encrypted as PyCryptodome does it with a nonce of 24 bytes', () => {
	const box = sealXchacha(Buffer.from('what nobody should see yet'), {key, nonce});
	expect(toHex(box)).toBe(
		'866412807b9e9b3894760ef385c6f2205e23521d6021bc95afce7c86ea3cb666931924d5cbca916d2776',
	);
});

test('every key and nonce is derived as another implementation does it', () => {
	for (let round = 0; round < 50; round++) {
		const random = {
			key: crypto.getRandomValues(new Uint8Array(32)),
			nonce: crypto.getRandomValues(new Uint8Array(24)),
		};
		const plaintext = crypto.getRandomValues(new Uint8Array(round));
		const box = sealXchacha(plaintext, random);
		expect(toHex(openXchacha({...random, box})!)).toBe(toHex(plaintext));
	}
});

test('what is sealed to a key is opened by its owner only, and never looks the same', () => {
	const owner = createShieldKey();
	const plaintext = Buffer.from('what nobody should see yet');
	const sealed = sealToKey(plaintext, owner.publicKey);
	expect(sealed.encapsulated).toHaveLength(1088);
	expect(sealed.nonce).toHaveLength(24);
	expect(sealed.box).toHaveLength(plaintext.length + 16);

	const keyHash = owner.hash;
	expect(toHex(owner.open({...sealed, keyHash})!)).toBe(toHex(plaintext));
	expect(createShieldKey().open({...sealed, keyHash})).toBeUndefined();
	const again = sealToKey(plaintext, owner.publicKey);
	for (const part of ['encapsulated', 'nonce', 'box'] as const) {
		expect(toHex(again[part])).not.toBe(toHex(sealed[part]));
	}
});

test.each([
	['too short', 1183],
	['too long', 1185],
	['empty', 0],
])('a key that is %s is refused', (_, length) => {
	expect(() => sealToKey(new Uint8Array(1), new Uint8Array(length))).toThrow(RangeError);
});

test('bytes of the right length that are no key are refused', () => {
	expect(() => sealToKey(new Uint8Array(1), new Uint8Array(1184).fill(255))).toThrow(RangeError);
});
