import {Buffer} from 'node:buffer';
import type {IncomingHttpHeaders} from 'node:http';
import type {SignatureScheme} from '../crypto/signer.ts';

/** The unproven claims in a btauth/1 request's headers. */
export type AuthHeaders = {
	readonly scheme: SignatureScheme;
	readonly sender: string;
	/** Unix time in nanoseconds, possibly negative or implausible. */
	readonly nonce: bigint;
	/** Any length. */
	readonly signature: Uint8Array;
	readonly receiver: string | undefined;
};

/** What is wrong with a header, as a sentence without the header's value. */
export type MalformedHeaders = {readonly message: string};

/**
Read the btauth/1 headers of a `node:http` request, whose header names are lowercase.

Numbers and hex are parsed as in the Python SDK, so that both accept the same requests.
*/
export function readAuthHeaders(headers: IncomingHttpHeaders): AuthHeaders | MalformedHeaders {
	if (read(headers, 'version') !== '1') {
		return {message: '`X-Bittensor-Version` is missing or not `1`'};
	}

	const sender = read(headers, 'hotkey');
	if (sender === undefined || sender === '') {
		return {message: '`X-Bittensor-Hotkey` is missing'};
	}

	const nonce = readInteger(read(headers, 'nonce'));
	if (nonce === undefined) {
		return {message: '`X-Bittensor-Nonce` is missing or not a number'};
	}

	const scheme = readScheme(read(headers, 'crypto'));
	if (scheme === undefined) {
		return {message: '`X-Bittensor-Crypto` is neither `sr25519` nor `ed25519`'};
	}

	const signature = readHex(read(headers, 'signature'));
	return signature
		? {scheme, sender, nonce, signature, receiver: read(headers, 'receiver')}
		: {message: '`X-Bittensor-Signature` is missing or not hex'};
}

function read(headers: IncomingHttpHeaders, name: string): string | undefined {
	const value = headers[`x-bittensor-${name}`];
	return Array.isArray(value) ? value.join(', ') : value;
}

/** Python's `int()` accepts surrounding spaces, a sign, and single underscores between digits; it rejects more than 4,300 digits. */
function readInteger(text: string | undefined): bigint | undefined {
	const match = /^\s*(?<sign>[+\-]?)(?<digits>\d+(?:_\d+)*)\s*$/v.exec(text ?? '');
	const digits = match?.groups!.digits!.replaceAll('_', '');
	if (digits === undefined || digits.length > 4300) {
		return undefined;
	}

	return match!.groups!.sign === '-' ? -BigInt(digits) : BigInt(digits);
}

function readScheme(text = 'sr25519'): SignatureScheme | undefined {
	const name = text.trim().toLowerCase();
	switch (name.replace(/^0+(?=\d)/v, '')) {
		case 'sr25519':
		case '1': {
			return 'sr25519';
		}

		case 'ed25519':
		case '0': {
			return 'ed25519';
		}

		default: {
			return undefined;
		}
	}
}

/** Python's `bytes.fromhex()` accepts spaces between bytes. */
function readHex(text: string | undefined): Uint8Array | undefined {
	const digits = text?.replace(/^0x/v, '');
	return digits !== undefined && /^(?:\s*[\da-f]{2})*\s*$/iv.test(digits)
		? Buffer.from(digits.replaceAll(/\s/gv, ''), 'hex')
		: undefined;
}
