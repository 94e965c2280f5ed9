import {Buffer} from 'node:buffer';
import {Bytes, enhanceCodec} from '@polkadot-api/substrate-bindings';
import {u8} from './numbers.ts';
import {defineType, type Hex, type Type} from './type.ts';

/** An account's public key, 32 bytes as hex. SS58 addresses are only used for display and on the wire; see `accountOf()`. */
export type AccountId = Hex;

/** Length-prefixed bytes: Rust's `Vec<u8>`. */
export const bytes: Type<Uint8Array> = defineType({
	codec: Bytes(),
	name: 'Vec<u8>',
	describe: numberOf => ({tag: 'sequence', value: numberOf(u8)}),
});

/** Fixed-length bytes: Rust's `[u8; N]`. */
export function byteArray(length: number): Type<Uint8Array> {
	const known = byteArrays.get(length);
	if (known) {
		return known;
	}

	const type: Type<Uint8Array> = defineType({
		codec: enhanceCodec(
			Bytes(length),
			(value: Uint8Array) => ofLength(value, length),
			value => ofLength(value, length),
		),
		name: `[u8; ${length}]`,
		describe: numberOf => ({tag: 'array', value: {len: length, type: numberOf(u8)}}),
	});
	byteArrays.set(length, type);
	return type;
}

const byteArrays = new Map<number, Type<Uint8Array>>();

/** 32 bytes that identify a block, an extrinsic or a call. */
export const hash = hexBytes(['primitive_types', 'H256'], 32);

/** 20 bytes: an Ethereum account. */
export const hash160 = hexBytes(['primitive_types', 'H160'], 20);

export const accountId: Type<AccountId> = hexBytes(['sp_core', 'crypto', 'AccountId32'], 32);

export function toHex(value: Uint8Array): Hex {
	return `0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

/**
Read hex, with or without `0x`.

@throws {TypeError} If the text is not hex, or has an odd number of digits.
*/
export function fromHex(hex: string): Uint8Array {
	const digits = hex.startsWith('0x') ? hex.slice(2) : hex;
	const value = Uint8Array.from(Buffer.from(digits, 'hex'));
	if (value.length * 2 !== digits.length) {
		throw new TypeError('Not hex, or half a byte too long');
	}

	return value;
}

/** Get the account of a public key. */
export function accountOf(publicKey: Uint8Array): AccountId {
	return toHex(ofLength(publicKey, 32));
}

function hexBytes(path: readonly string[], length: number): Type<Hex> {
	const inner = byteArray(length);
	return defineType({
		codec: enhanceCodec<Uint8Array, Hex>(inner.codec, fromHex, toHex),
		path,
		describe: numberOf => ({
			tag: 'composite',
			value: [{type: numberOf(inner), typeName: inner.name, docs: []}],
		}),
	});
}

function ofLength(value: Uint8Array, length: number): Uint8Array {
	if (value.length !== length) {
		throw new RangeError(`Expected ${length} bytes, got ${value.length}`);
	}

	return value;
}
