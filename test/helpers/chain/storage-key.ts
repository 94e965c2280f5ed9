import {Buffer} from 'node:buffer';
import {
	Blake2128Concat as blake2128Concat,
	Twox128 as twox128,
} from '@polkadot-api/substrate-bindings';

const text = new TextEncoder();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Little-endian hex of a number, as many bytes wide. */
export function little(value: bigint | number, width: number): string {
	const big = BigInt(value)
		.toString(16)
		.padStart(width * 2, '0');
	return hex(Buffer.from(big, 'hex').toReversed());
}

/** Where an item stands in storage, made without any metadata; what follows is the hex of its hashed keys. */
export const storageKey = (pallet: string, item: string, keys = ''): string =>
	`0x${hex(twox128(text.encode(pallet)))}${hex(twox128(text.encode(item)))}${keys}`;

/** A part of a key that is hashed with BLAKE2b-128 and followed by itself. */
export const blake2Concat = (key: Uint8Array): string => hex(blake2128Concat(key));
