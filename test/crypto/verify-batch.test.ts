import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {packBatch, unpackBatch} from '../../src/crypto/verify-batch.ts';

test('a batch of messages of any length comes out as it went in', () => {
	const messages = [0, 1, 300, 70_000].map((length, index) => ({
		scheme: index % 2 === 0 ? ('sr25519' as const) : ('ed25519' as const),
		message: new Uint8Array(length).fill(index),
		publicKey: new Uint8Array(32).fill(index + 1),
		signature: new Uint8Array(64).fill(index + 2),
	}));

	expect(unpackBatch(packBatch(messages))).toEqual(messages);
});

test('a batch holds none of the bytes around a small buffer', () => {
	const secret = Buffer.from('something else that lies in the same pool');
	const message = Buffer.from('message');
	const packed = packBatch([
		{message, publicKey: new Uint8Array(32), signature: new Uint8Array(64)},
	]);

	expect(message.buffer).toBe(secret.buffer);
	expect(packed.buffer.byteLength).toBe(101 + message.length);
});
