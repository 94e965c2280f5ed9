import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {createEd25519Signer} from '../../src/crypto/ed25519.ts';
import {verifySignature} from '../../src/crypto/sr25519.ts';

// RFC 8032, section 7.1, test 2.
const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
const publicKey = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const message = Buffer.from('72', 'hex');
const signature =
	'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

test('keys and signatures are those of RFC 8032', async () => {
	const signer = createEd25519Signer(seed);

	expect(Buffer.from(signer.publicKey).toString('hex')).toBe(publicKey);
	expect(Buffer.from(await signer.sign(message)).toString('hex')).toBe(signature);
});

test('a signature holds for its message and its scheme alone', () => {
	const signed = {
		message,
		signature: Buffer.from(signature, 'hex'),
		publicKey: Buffer.from(publicKey, 'hex'),
	};

	expect(verifySignature({...signed, scheme: 'ed25519'})).toBe(true);
	expect(verifySignature({...signed, scheme: 'sr25519'})).toBe(false);
	expect(verifySignature({...signed, scheme: 'ed25519', message: Buffer.from('73', 'hex')})).toBe(
		false,
	);
});

test('a seed must have 32 bytes', () => {
	expect(() => createEd25519Signer(new Uint8Array(64))).toThrow(RangeError);
});
