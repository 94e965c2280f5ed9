import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {Keyring} from '@polkadot/keyring';
import {cryptoWaitReady, sr25519Verify} from '@polkadot/util-crypto';
import {beforeAll, expect, test, vi} from 'vitest';
import {expandSeed, exportSecretKey, importSecretKey} from '../../src/crypto/schnorrkel.ts';
import {createSigner, verifySignature} from '../../src/crypto/sr25519.ts';

const keyring = new Keyring({type: 'sr25519', ss58Format: 42});
const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

beforeAll(async () => {
	await cryptoWaitReady();
});

test.for([
	'//Alice',
	'//Bob//stash',
	'//Charlie/soft',
	'/soft/only',
	'//42',
	`//${'long'.repeat(20)}`,
	'//ünïcode',
	phrase,
	`${phrase}//hard/soft///password`,
	`${phrase}///with/slashes`,
	`0x${'07'.repeat(32)}//hard`,
])('the account of `%s` is that of the reference library', uri => {
	// The reference library takes a path alone only with the development phrase in front.
	const phraseless = uri.startsWith('/');
	const reference = keyring.createFromUri(
		phraseless
			? `bottom drive obey lake curtain smoke basket hold race lonely fit walk${uri}`
			: uri,
	);

	expect(createSigner({uri}).address).toBe(reference.address);
});

test('a number that is too large for a junction is text, as in Substrate', () => {
	// From `sp_core`, by the Python SDK 11.3.0; the reference library counts on beyond 64 bits.
	expect(createSigner({uri: `//${2n ** 64n}`}).address).toBe(
		'5EpxyqTWXnWapSa55fXrq8JtqD41YREqn7qJobZ69D7833f8',
	);
});

test.for([
	['nothing', ''],
	['slashes alone', '//'],
	['a path that ends early', `${phrase}//`],
	['words that are no mnemonic', 'correct horse battery staple'],
	['one word too many', `${phrase} zoo`],
	['a seed that is too short', '0x1234'],
] as const)('%s is refused as a secret URI, and the error does not repeat it', ([, uri]) => {
	let thrown: unknown;
	try {
		createSigner({uri});
	} catch (error) {
		thrown = error;
	}

	expect(thrown).toBeInstanceOf(Error);
	const words = uri.split(/[ \/]+/v).filter(word => word.length > 3);
	for (const word of words) {
		expect(String(thrown)).not.toContain(word);
	}
});

test('a seed must have 32 bytes', () => {
	expect(() => createSigner({seed: new Uint8Array(31)})).toThrow(RangeError);
});

test('the reference library accepts what is signed here, and the other way round', async () => {
	for (let round = 0; round < 20; round += 1) {
		const seed = randomBytes(32);
		const message = randomBytes(round * 50);
		const signer = createSigner({seed});
		const reference = keyring.createFromUri(`0x${seed.toString('hex')}`);
		const ours = await signer.sign(message);
		const theirs = reference.sign(message);

		expect(sr25519Verify(message, ours, signer.publicKey)).toBe(true);
		expect(verifySignature({message, signature: theirs, publicKey: reference.publicKey})).toBe(
			true,
		);
	}
});

/** The reference library throws at what is malformed. */
function verifyByReference(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) {
	try {
		return sr25519Verify(message, signature, publicKey);
	} catch {
		return false;
	}
}

test('both libraries agree on signatures that were damaged anywhere', async () => {
	const {publicKey, sign} = createSigner({uri: '//Alice'});
	const message = Buffer.from('a query');
	const signature = await sign(message);
	const errors = vi.spyOn(console, 'error');
	for (let bit = 0; bit < 512; bit += 5) {
		const damaged = Buffer.from(signature);
		damaged[Math.floor(bit / 8)]! += 2 ** (bit % 8);

		expect(verifySignature({message, signature: damaged, publicKey})).toBe(false);
		expect(verifyByReference(message, damaged, publicKey)).toBe(false);
	}

	expect(verifySignature({message: Buffer.from('another'), signature, publicKey})).toBe(false);
	expect(errors).not.toHaveBeenCalled();
});

test('both libraries agree on keys and signatures that are garbage, and nothing is printed', async () => {
	const errors = vi.spyOn(console, 'error');
	const {publicKey} = createSigner({uri: '//Alice'});
	const message = Buffer.from('a query');
	const garbage = [new Uint8Array(32), new Uint8Array(32).fill(255)];
	for (let round = 0; round < 100; round += 1) {
		const signature = randomBytes(64);
		signature[63] = 0x80 + (round % 16);
		const key = garbage[round] ?? (round % 2 === 0 ? publicKey : randomBytes(32));

		expect(verifySignature({message, signature, publicKey: key})).toBe(
			verifyByReference(message, signature, key),
		);
	}

	expect(errors).not.toHaveBeenCalled();
});

test.for([
	['a short signature', {signature: new Uint8Array(63)}],
	['a long signature', {signature: new Uint8Array(65)}],
	['no signature', {signature: new Uint8Array()}],
	['a short key', {publicKey: new Uint8Array(31)}],
	['a key that is no point', {publicKey: new Uint8Array(32).fill(255)}],
] as const)('%s is no valid one, and no error', ([, wrong]) => {
	const {publicKey} = createSigner({uri: '//Alice'});
	const signature = new Uint8Array(64).fill(0x80);
	for (const scheme of ['sr25519', 'ed25519'] as const) {
		expect(
			verifySignature({scheme, message: new Uint8Array(), signature, publicKey, ...wrong}),
		).toBe(false);
	}
});

test('verifying changes neither the signature nor the key', async () => {
	const {publicKey, sign} = createSigner({uri: '//Alice'});
	const message = Buffer.from('a query');
	const signature = Buffer.from(await sign(message));
	const before = Buffer.from(signature);

	expect(verifySignature({message, signature, publicKey})).toBe(true);
	expect(signature.equals(before)).toBe(true);
});

test('a secret key survives the way to its canonical form and back', () => {
	for (let round = 0; round < 50; round += 1) {
		const pair = expandSeed(randomBytes(32));
		const restored = importSecretKey(exportSecretKey(pair));

		expect(Buffer.from(restored!).equals(pair)).toBe(true);
	}
});

test('a secret key whose scalar is not canonical is refused', () => {
	expect(importSecretKey(new Uint8Array(64).fill(255))).toBeUndefined();
	expect(importSecretKey(new Uint8Array(63))).toBeUndefined();
});
