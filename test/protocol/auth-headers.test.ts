import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {readAuthHeaders} from '../../src/protocol/auth-headers.ts';

const headers = {
	'x-bittensor-version': '1',
	'x-bittensor-hotkey': '5Grw',
	'x-bittensor-nonce': '1752076800000000000',
	'x-bittensor-signature': '0x00ff',
	'x-bittensor-receiver': '5FHn',
};

/** Read the headers with one of them changed, or left out. */
function readWith(name: string, value: string | string[] | undefined) {
	return readAuthHeaders({...headers, [`x-bittensor-${name}`]: value});
}

test('headers say who signed what, when, for whom and how', () => {
	expect(readAuthHeaders(headers)).toEqual({
		scheme: 'sr25519',
		sender: '5Grw',
		nonce: 1_752_076_800_000_000_000n,
		signature: Buffer.from([0x00, 0xff]),
		receiver: '5FHn',
	});
	expect(readWith('receiver', undefined)).toHaveProperty('receiver', undefined);
});

test.for([
	['version', undefined, '`X-Bittensor-Version` is missing or not `1`'],
	['version', '2', '`X-Bittensor-Version` is missing or not `1`'],
	['hotkey', undefined, '`X-Bittensor-Hotkey` is missing'],
	['hotkey', '', '`X-Bittensor-Hotkey` is missing'],
	['nonce', undefined, '`X-Bittensor-Nonce` is missing or not a number'],
	['crypto', 'ecdsa', '`X-Bittensor-Crypto` is neither `sr25519` nor `ed25519`'],
	['signature', undefined, '`X-Bittensor-Signature` is missing or not hex'],
] as const)('a sender is told which header is wrong: %s, %j', ([name, value, message]) => {
	expect(readWith(name, value)).toEqual({message});
});

test('a header that came twice is read as Python reads it, as one with a comma', () => {
	expect(readWith('hotkey', ['5Grw', '5FHn'])).toHaveProperty('sender', '5Grw, 5FHn');
});

test.for([
	['7', 7n],
	[' 12\t', 12n],
	['+12', 12n],
	['-12', -12n],
	['0012', 12n],
	['1_000_00', 100_000n],
	['9'.repeat(4300), BigInt('9'.repeat(4300))],
] as const)('the nonce %j is a number, as for Python', ([text, nonce]) => {
	expect(readWith('nonce', text)).toHaveProperty('nonce', nonce);
});

test.for(['', '-', '1__0', '_1', '1_', '1 0', '1.0', '0x10', '+-1', '1_a', '9'.repeat(4301)])(
	'the nonce %j is no number, as for Python',
	text => {
		expect(readWith('nonce', text)).toHaveProperty('message');
	},
);

test.for([
	[undefined, 'sr25519'],
	['sr25519', 'sr25519'],
	[' SR25519 ', 'sr25519'],
	['1', 'sr25519'],
	['001', 'sr25519'],
	['ed25519', 'ed25519'],
	['0', 'ed25519'],
	['000', 'ed25519'],
] as const)('the scheme %j is %s', ([text, scheme]) => {
	expect(readWith('crypto', text)).toHaveProperty('scheme', scheme);
});

test.for(['', '2', '10', '0sr25519', '0ed25519', '1 0', 'sr25519 1'])(
	'the scheme %j is none',
	text => {
		expect(readWith('crypto', text)).toHaveProperty('message');
	},
);

test.for([
	['00ff', [0x00, 0xff]],
	['0x00ff', [0x00, 0xff]],
	['0x00FF', [0x00, 0xff]],
	[' 00  ff ', [0x00, 0xff]],
	['', []],
] as const)('the signature %j is hex, as for Python', ([text, bytes]) => {
	expect(readWith('signature', text)).toHaveProperty('signature', Buffer.from(bytes));
});

test.for(['0', '0xabc', '0 0', 'zz', '00zz', 'zz00', '000x', '0x0x00', 'x00'])(
	'the signature %j is no hex, as for Python',
	text => {
		expect(readWith('signature', text)).toHaveProperty('message');
	},
);
