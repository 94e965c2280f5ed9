import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {
	beaconPublicKey,
	createBeaconSecret,
	signRound,
	verifyRound,
} from '../../src/crypto/beacon.ts';

// Round 1000 of drand’s quicknet, https://api.drand.sh/v2/beacons/quicknet/rounds/1000
const quicknet = {
	publicKey: Buffer.from(
		'83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
		'hex',
	),
	round: 1000n,
	signature: Buffer.from(
		'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
		'hex',
	),
};

test('a real pulse of quicknet verifies, for its own round only', () => {
	expect(verifyRound(quicknet)).toBe(true);
	expect(verifyRound({...quicknet, round: 1001n})).toBe(false);
});

test('a round that was signed verifies with the public key of the secret', () => {
	const secretKey = createBeaconSecret();
	const publicKey = beaconPublicKey(secretKey);
	const signature = signRound(secretKey, 5n);

	expect(publicKey).toHaveLength(96);
	expect(signature).toHaveLength(48);
	expect(verifyRound({publicKey, round: 5n, signature})).toBe(true);
	expect(
		verifyRound({publicKey: beaconPublicKey(createBeaconSecret()), round: 5n, signature}),
	).toBe(false);
});

test('bytes that are no point of the curve verify nothing', () => {
	expect(verifyRound({...quicknet, signature: new Uint8Array(48)})).toBe(false);
	expect(verifyRound({...quicknet, publicKey: new Uint8Array(96)})).toBe(false);
});

test('a secret of the wrong size is refused, and not shown', () => {
	expect(() => beaconPublicKey(new Uint8Array(31).fill(1))).toThrow(RangeError);
});
