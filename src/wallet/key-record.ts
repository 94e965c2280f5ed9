import {Buffer} from 'node:buffer';
import type {SignatureScheme} from '../crypto/signer.ts';
import {encodeAddress, readAddress} from '../crypto/ss58.ts';
import {KeyfileFormatError} from './errors.ts';

/** The public half of a key. */
export type PublicKey = {
	/** SS58 with format 42. */
	readonly address: string;
	/** 32 bytes. */
	readonly publicKey: Uint8Array;
	readonly scheme: SignatureScheme;
};

/** The JSON of a keyfile, as it is found: its keys come in any order, and older files lack some. */
export type KeyRecord = {
	readonly accountId?: unknown;
	readonly publicKey?: unknown;
	readonly privateKey?: unknown;
	readonly secretPhrase?: unknown;
	readonly secretSeed?: unknown;
	readonly ss58Address?: unknown;
	/** 1 is sr25519, 0 ed25519. @default 1 */
	readonly cryptoType?: unknown;
};

/**
Parse a keyfile that is not encrypted (any more).

@throws {KeyfileFormatError} If it is no JSON object.
*/
export function parseKeyRecord(bytes: Uint8Array, path: string): KeyRecord {
	try {
		const value: unknown = JSON.parse(Buffer.from(bytes).toString());
		if (typeof value === 'object' && value !== null) {
			return value;
		}
	} catch {
		// The parser's message quotes the text, so it must not become a cause.
	}

	throw new KeyfileFormatError(
		path,
		'is not a keyfile: it holds neither JSON nor an encrypted key',
	);
}

/**
Read the public half of a key from a public keyfile, or a private one that is not encrypted.

@throws {KeyfileFormatError} If there is none in it.
*/
export function readPublicKey(bytes: Uint8Array, path: string): PublicKey {
	const record = parseKeyRecord(bytes, path);
	const publicKey = readStatedKey(record);
	if (!publicKey) {
		throw new KeyfileFormatError(path, 'holds no public key');
	}

	return {address: encodeAddress(publicKey), publicKey, scheme: readScheme(record, path)};
}

/** The public key that a keyfile says is its own. */
export function readStatedKey(record: KeyRecord): Uint8Array | undefined {
	const {publicKey, accountId, ss58Address} = record;
	return (
		readHex(publicKey, 32) ??
		readHex(accountId, 32) ??
		(typeof ss58Address === 'string' ? readAddress(ss58Address) : undefined)
	);
}

/**
Read which kind of key a keyfile holds.

@throws {KeyfileFormatError} If it is another than sr25519 and ed25519.
*/
export function readScheme({cryptoType = 1}: KeyRecord, path: string): SignatureScheme {
	if (cryptoType === 1) {
		return 'sr25519';
	}

	if (cryptoType === 0) {
		return 'ed25519';
	}

	throw new KeyfileFormatError(path, 'is of a kind of key that is neither sr25519 nor ed25519');
}

/** Read hex of a known length in bytes, with or without `0x`; `undefined` if it is something else. */
export function readHex(value: unknown, length: number): Uint8Array | undefined {
	const digits = typeof value === 'string' ? value.replace(/^0x/v, '') : '';
	return digits.length === length * 2 && /^[\da-f]+$/iv.test(digits)
		? new Uint8Array(Buffer.from(digits, 'hex'))
		: undefined;
}
