import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {encodeAddress as encodeReference} from '@polkadot/util-crypto';
import {expect, test} from 'vitest';
import {decodeAddress, encodeAddress, isAddress} from '../../src/crypto/ss58.ts';

const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const alicePublicKey = Buffer.from(
	'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
	'hex',
);

test('an address stands for its public key', () => {
	expect(encodeAddress(alicePublicKey)).toBe(alice);
	expect(Buffer.from(decodeAddress(alice))).toEqual(alicePublicKey);
});

test('addresses are those of the reference library, both ways', () => {
	const extremes = [new Uint8Array(32), new Uint8Array(32).fill(255)];
	for (const publicKey of [...extremes, ...Array.from({length: 100}, () => randomBytes(32))]) {
		const address = encodeAddress(publicKey);
		expect(address).toBe(encodeReference(publicKey, 42));
		expect([...decodeAddress(address)]).toEqual([...publicKey]);
	}
});

test('a mistyped address is refused, whichever character is wrong', () => {
	for (const index of alice.split('').keys()) {
		const other = alice[index] === 'a' ? 'b' : 'a';
		const mistyped = alice.slice(0, index) + other + alice.slice(index + 1);
		expect(() => decodeAddress(mistyped)).toThrow(TypeError);
		expect(isAddress(mistyped)).toBe(false);
	}
});

test('what is not an address at all is refused', () => {
	for (const text of [
		'',
		'5',
		'default',
		alice.slice(1),
		`${alice}1`,
		`1${alice}`,
		`${alice} `,
		'0OIl',
		'5'.repeat(5000),
	]) {
		expect(() => decodeAddress(text)).toThrow(TypeError);
	}
});

test('an address of another chain is refused, and the error says so', () => {
	expect(() => decodeAddress(encodeReference(alicePublicKey, 0))).toThrow(/SS58|another chain/v);
	expect(() => decodeAddress(encodeReference(alicePublicKey, 2))).toThrow(/another chain/v);
});

test('only 32 bytes have an address', () => {
	expect(() => encodeAddress(new Uint8Array(31))).toThrow(RangeError);
});
