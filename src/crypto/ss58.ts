import {Buffer} from 'node:buffer';
import {hash} from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Bittensor uses the format of generic Substrate addresses. */
const format = 42;
/** Format 1 byte, public key 32 bytes, checksum 2 bytes. */
const encodedLength = 35;
const checksumPrefix = Buffer.from('SS58PRE');

/**
Encode a public key as an SS58 address with format 42.

@throws {RangeError} If the key is not 32 bytes long.

@see https://docs.substrate.io/reference/address-formats/
*/
export function encodeAddress(publicKey: Uint8Array): string {
	if (publicKey.length !== 32) {
		throw new RangeError(`A public key has 32 bytes, not \`${publicKey.length}\``);
	}

	const payload = Buffer.of(format, ...publicKey);
	return encodeBase58(Buffer.concat([payload, checksum(payload)]));
}

/**
Decode the 32-byte public key from an SS58 address with format 42.

@throws {TypeError} If a character, the length, the checksum or the format is wrong. The message quotes the text, so pass nothing secret.
*/
export function decodeAddress(ss58: string): Uint8Array {
	const decoded = decodeBase58(ss58);
	if (decoded?.length !== encodedLength) {
		throw new TypeError(`\`${ss58}\` is not an SS58 address`);
	}

	const payload = decoded.subarray(0, -2);
	if (checksum(payload).some((byte, index) => byte !== decoded.at(index - 2))) {
		throw new TypeError(`\`${ss58}\` is mistyped: its checksum does not match`);
	}

	if (payload[0] !== format) {
		throw new TypeError(`\`${ss58}\` is an address of another chain: its format is not ${format}`);
	}

	return new Uint8Array(payload.subarray(1));
}

/** Decode the public key from text that may be an SS58 address with format 42; `undefined` if it is not. */
export function readAddress(text: string): Uint8Array | undefined {
	try {
		return decodeAddress(text);
	} catch {
		return undefined;
	}
}

/** Check whether text is an SS58 address with format 42. */
export function isAddress(text: string): boolean {
	return readAddress(text) !== undefined;
}

function checksum(payload: Uint8Array): Uint8Array {
	return hash('blake2b512', Buffer.concat([checksumPrefix, payload]), 'buffer').subarray(0, 2);
}

function encodeBase58(bytes: Uint8Array): string {
	let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
	let text = '';
	while (value > 0n) {
		text = alphabet[Number(value % 58n)]! + text;
		value /= 58n;
	}

	// A leading zero byte would be a leading `1`; format 42 never has one.
	return text;
}

/** Decode up to 35 bytes; longer text is rejected up front. */
function decodeBase58(text: string): Uint8Array | undefined {
	if (text.length === 0 || text.length > 48) {
		return undefined;
	}

	let value = 0n;
	for (const character of text) {
		const digit = alphabet.indexOf(character);
		if (digit === -1) {
			return undefined;
		}

		value *= 58n;
		value += BigInt(digit);
	}

	const hex = value.toString(16);
	return hex.length > encodedLength * 2
		? undefined
		: Buffer.from(hex.padStart(encodedLength * 2, '0'), 'hex');
}
