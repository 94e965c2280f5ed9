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

/** A decoded extrinsic. */
export type Extrinsic = {
	/** As received, with the length prefix. */
	readonly bytes: Uint8Array;
	/** BLAKE2b-256 of `bytes`. */
	readonly hash: Hex;
	readonly call: RuntimeCall;
	/** The signer and what the checks need; `undefined` if unsigned. */
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

/** The extrinsic codec of one runtime. */
export type ExtrinsicFormat = {
	/** Decode a length-prefixed extrinsic, or return `undefined` if the bytes are not exactly one. */
	readonly read: (bytes: Uint8Array) => Extrinsic | undefined;
	/** Encode an unsigned call. */
	readonly writeBare: (call: RuntimeCall) => Extrinsic;
};

/**
Create the extrinsic codec for these calls.
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
Decode a value that uses all the bytes and is encoded canonically. Other encodings of the same value are refused, because they would have another hash.
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
