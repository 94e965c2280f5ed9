import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {blake2AsHex} from '@polkadot/util-crypto';
import {expect, test} from 'vitest';
import {blake2b256, sha256Hex} from '../../src/crypto/hashes.ts';

test('BLAKE2b is that of the reference library', () => {
	for (const length of [0, 1, 127, 128, 129, 1000]) {
		const data = randomBytes(length);
		expect(`0x${Buffer.from(blake2b256(data)).toString('hex')}`).toBe(blake2AsHex(data, 256));
	}
});

test('SHA-256 of nothing is the known one', () => {
	expect(sha256Hex(new Uint8Array())).toBe(
		'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	);
});
