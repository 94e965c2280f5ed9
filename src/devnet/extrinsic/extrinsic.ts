import {Buffer} from 'node:buffer';
import {blake2b256} from '../../crypto/hashes.ts';
import type {RuntimeCall} from '../pallet/context.ts';
import {bytes as bytesType, toHex} from '../scale/bytes.ts';
import {struct} from '../scale/composites.ts';
import {multiAddress} from '../scale/multi-address.ts';
import {multiSignature} from '../scale/multi-signature.ts';
import {u8} from '../scale/numbers.ts';
import type {Hex, Type, ValueOf} from '../scale/type.ts';
import {sentByExtensions} from './extensions.ts';

/** An extrinsic that was read. */
export type Extrinsic = {
	/** As it came, its length first. */
	readonly bytes: Uint8Array;
	/** BLAKE2b-256 of `bytes`. */
	readonly hash: Hex;
	readonly call: RuntimeCall;
	/** Who signed it and what the checks need; `undefined` for one that nobody signed. */
	readonly signed: SignedPart | undefined;
};

const signedPart = struct([], {
	address: multiAddress,
	signature: multiSignature,
	sent: sentByExtensions,
});

export type SignedPart = ValueOf<typeof signedPart>;

const signedVersion = 0x84;
/** Version 4 and, as some clients write it, version 5. */
const bareVersions: readonly number[] = [0x04, 0x05];

/** Reads and writes the extrinsics of one runtime. */
export type ExtrinsicFormat = {
	/** Read an extrinsic with its length, or return `undefined` if the bytes are not exactly one. */
	readonly read: (bytes: Uint8Array) => Extrinsic | undefined;
	/** Write a call that nobody signs. */
	readonly writeBare: (call: RuntimeCall) => Extrinsic;
};

/**
Learn to read and write extrinsics with these calls.
*/
export function createExtrinsicFormat(callType: Type<RuntimeCall>): ExtrinsicFormat {
	const signedType = struct([], {version: u8, part: signedPart, call: callType});
	const bareType = struct([], {version: u8, call: callType});

	const decode = (content: Uint8Array) => {
		if (content[0] === signedVersion) {
			const {part, call} = exactly(signedType, content);
			return {call, signed: part};
		}

		if (!bareVersions.includes(content[0]!)) {
			throw new TypeError('Not a version of extrinsics that this chain knows');
		}

		return {call: exactly(bareType, content).call, signed: undefined};
	};

	return {
		read(bytes) {
			try {
				return {bytes, hash: hashOf(bytes), ...decode(exactly(bytesType, bytes))};
			} catch {
				return undefined;
			}
		},
		writeBare(call) {
			const bytes = bytesType.encode(bareType.encode({version: bareVersions[0]!, call}));
			return {bytes, hash: hashOf(bytes), call, signed: undefined};
		},
	};
}

/**
Read a value that takes up all the bytes and is written as the chain would write it. Other writings of the same value are refused, as they would have another hash.
*/
function exactly<Value>(type: Type<Value>, bytes: Uint8Array): Value {
	const value = type.decode(bytes);
	if (Buffer.compare(type.encode(value), bytes) !== 0) {
		throw new RangeError('Too short, too long or not canonical');
	}

	return value;
}

function hashOf(bytes: Uint8Array): Hex {
	return toHex(blake2b256(bytes));
}
