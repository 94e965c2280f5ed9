import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {beaconPublicKey, createBeaconSecret, signRound} from '../../src/crypto/beacon.ts';
import {decryptWithPulse, encryptUntil, timelockOverhead} from '../../src/crypto/timelock.ts';

type Recording = {
	readonly publicKey: string;
	readonly signature: string;
	readonly vectors: ReadonlyArray<{readonly message: string; readonly ciphertext: string}>;
};

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const {publicKey, signature, vectors} = JSON.parse(
	readFileSync(new URL('../fixtures/timelock/bittensor-drand.json', import.meta.url), 'utf8'),
) as Recording;
const quicknet = {publicKey: bytes(publicKey)};
const pulse = bytes(signature);

test.each(vectors)(
	'a message that bittensor-drand locked for drand’s quicknet opens',
	({message, ciphertext}) => {
		expect(decryptWithPulse({ciphertext: bytes(ciphertext), signature: pulse})).toEqual({
			ok: true,
			message: bytes(message),
		});
	},
);

test.each([0, 1, 1070])(
	'%i bytes come back as they were, and are 244 longer while locked',
	length => {
		const message = Buffer.from(Array.from({length}, (_, index) => index % 256));
		const ciphertext = encryptUntil({round: 1000n, message, beacon: quicknet});

		expect(timelockOverhead).toBe(244);
		expect(ciphertext).toHaveLength(length + timelockOverhead);
		expect(decryptWithPulse({ciphertext, signature: pulse})).toEqual({ok: true, message});
	},
);

test('the same message never looks the same twice', () => {
	const lock = () => encryptUntil({round: 1000n, message: bytes('00ff'), beacon: quicknet});
	expect(lock()).not.toEqual(lock());
});

describe('a message locked for round 7', () => {
	const secretKey = createBeaconSecret();
	const beacon = {publicKey: beaconPublicKey(secretKey)};
	const ciphertext = encryptUntil({round: 7n, message: bytes('c0ffee'), beacon});

	test('opens with the signature of round 7', () => {
		expect(decryptWithPulse({ciphertext, signature: signRound(secretKey, 7n)})).toEqual({
			ok: true,
			message: bytes('c0ffee'),
		});
	});

	test.each([
		['another round', () => signRound(secretKey, 8n)],
		['another beacon', () => signRound(createBeaconSecret(), 7n)],
		['nobody', () => new Uint8Array(48)],
	])('does not open with the signature of %s', (_whose, sign) => {
		expect(decryptWithPulse({ciphertext, signature: sign()})).toEqual({
			ok: false,
			reason: 'wrong-key',
		});
	});

	// One byte in the point, the seed, the key, the encrypted message, its tag and the nonce.
	test.each([5, 110, 150, 201, 210, 230])('does not open when byte %i was changed', index => {
		const changed = Uint8Array.from(ciphertext);
		changed[index]! += 1;
		expect(decryptWithPulse({ciphertext: changed, signature: signRound(secretKey, 7n)})).toEqual({
			ok: false,
			reason: 'wrong-key',
		});
	});

	test('is malformed when it is cut short, its lengths are wrong, or it is something else', () => {
		const broken = [
			...[0, 50, 96, 100, 140, 180, 190, 200, 215, 225].map(length =>
				ciphertext.subarray(0, length),
			),
			Uint8Array.from(ciphertext, (byte, index) => (index === 96 ? 31 : byte)),
			Uint8Array.from(ciphertext, (byte, index) => (index === 103 ? 255 : byte)),
			new Uint8Array(5000),
		];
		for (const part of broken) {
			expect(decryptWithPulse({ciphertext: part, signature: signRound(secretKey, 7n)})).toEqual({
				ok: false,
				reason: 'malformed',
			});
		}
	});
});
