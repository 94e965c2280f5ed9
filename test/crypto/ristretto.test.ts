import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {isCanonicalScalar, isRistrettoPoint} from '../../src/crypto/ristretto.ts';

const {valid, invalid} = JSON.parse(
	readFileSync(new URL('../fixtures/ristretto255.json', import.meta.url), 'utf8'),
) as {readonly valid: readonly string[]; readonly invalid: readonly string[]};

test.for(valid)('%s is a point', encoding => {
	expect(isRistrettoPoint(Buffer.from(encoding, 'hex'))).toBe(true);
});

test.for(invalid)('%s is no point', encoding => {
	expect(isRistrettoPoint(Buffer.from(encoding, 'hex'))).toBe(false);
});

test('a scalar is canonical below the order of the group', () => {
	const order = Buffer.from(
		'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010',
		'hex',
	);
	const below = Buffer.from(order);
	below[0]! -= 1;

	expect(isCanonicalScalar(order)).toBe(false);
	expect(isCanonicalScalar(below)).toBe(true);
	expect(isCanonicalScalar(new Uint8Array(32))).toBe(true);
	expect(isCanonicalScalar(new Uint8Array(32).fill(255))).toBe(false);
});
