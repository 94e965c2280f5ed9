import {Buffer} from 'node:buffer';
import {Blake2256 as blake2256, compact} from '@polkadot-api/substrate-bindings';
import {verifySignature} from '../../../../src/crypto/sr25519.ts';
import type {NodeRuntime} from './runtime.ts';
import {type Cursor, readCompact, toBytes, toHex} from './scale.ts';

/** A call as decoded: the pallet, then the call and its arguments. */
export type NodeCall = {
	readonly type: string;
	readonly value: {readonly type: string; readonly value: Readonly<Record<string, any>>};
};

export type NodeExtrinsic = {
	readonly bytes: Uint8Array;
	readonly hash: string;
	/** Public key as hex. */
	readonly signer: string;
	readonly nonce: number;
	readonly tip: bigint;
	/** Whether its signature is over what this chain wants signed. */
	readonly isSigned: boolean;
	/** Numbers of the blocks that may include it; `undefined` for any. */
	readonly era: {readonly birth: number; readonly death: number} | undefined;
	readonly call: NodeCall;
};

export type Place = {
	readonly genesis: string;
	/** Number of the best block. */
	readonly height: number;
	/** @returns `undefined` for a block that is not known. */
	readonly hashOf: (number: number) => string | undefined;
};

const signed = 0x84;
const schemes = ['ed25519', 'sr25519'] as const;

/**
Decode a signed extrinsic, and check its signature.

@throws {Error} If it is anything else.
*/
export function readExtrinsic(
	{scale, extensions, call: callType, version}: NodeRuntime,
	bytes: Uint8Array,
	{genesis, height, hashOf}: Place,
): NodeExtrinsic {
	const cursor: Cursor = {bytes, offset: 0};
	const length = Number(readCompact(cursor));
	const [format, address] = take(cursor, 2);
	if (address !== 0 || format !== signed || length !== bytes.length - cursor.offset + 2) {
		throw new TypeError('This is no signed extrinsic of version 4');
	}

	const publicKey = take(cursor, 32);
	const scheme = schemes[take(cursor, 1)[0]!];
	if (scheme === undefined) {
		throw new TypeError('Signatures of this kind are not checked');
	}

	const signature = take(cursor, 64);
	const extra = cursor.offset;
	const values = new Map<string, {readonly value: unknown; readonly raw: Uint8Array}>();
	for (const {identifier, type} of extensions) {
		const start = cursor.offset;
		const value = scale.read(type, cursor);
		values.set(identifier, {value, raw: bytes.subarray(start, cursor.offset)});
	}

	const extraBytes = bytes.subarray(extra, cursor.offset);
	const callBytes = bytes.subarray(cursor.offset);
	const call = scale.read(callType, cursor) as NodeCall;
	if (cursor.offset !== bytes.length) {
		throw new TypeError('There is more than the call');
	}

	const era = readEra(values.get('CheckMortality')!.raw, height);
	const birthHash = era === undefined ? genesis : hashOf(era.birth);
	const implicit: Readonly<Record<string, Uint8Array>> = {
		CheckSpecVersion: u32(version.spec_version),
		CheckTxVersion: u32(version.transaction_version),
		CheckGenesis: toBytes(genesis),
		CheckMortality: toBytes(birthHash),
		// No digest of the metadata is signed.
		CheckMetadataHash: Uint8Array.of(0),
	};
	const payload = Buffer.concat([
		callBytes,
		extraBytes,
		...extensions.map(({identifier}) => implicit[identifier] ?? new Uint8Array()),
	]);
	const message = payload.length > 256 ? blake2256(payload) : new Uint8Array(payload);
	return {
		bytes,
		hash: toHex(blake2256(bytes)),
		signer: toHex(publicKey),
		nonce: Number(values.get('CheckNonce')!.value),
		tip: values.get('ChargeTransactionPayment')!.value as bigint,
		isSigned: birthHash !== undefined && verifySignature({scheme, message, signature, publicKey}),
		era,
		call,
	};
}

/** Make the extrinsic that sets a block's time. */
export function createInherent({scale, call}: NodeRuntime, now: number): Uint8Array {
	const encoded = scale.encode(call, {
		type: 'Timestamp',
		value: {type: 'set', value: {now: BigInt(now)}},
	});
	return new Uint8Array(
		Buffer.concat([compact.enc(encoded.length + 1), [4], encoded].map(part => Buffer.from(part))),
	);
}

function readEra(raw: Uint8Array, height: number) {
	if (raw[0] === 0) {
		return undefined;
	}

	const encoded = raw[0]! + raw[1]! * 256;
	const period = 2 ** ((encoded % 16) + 1);
	const phase = Math.floor(encoded / 16) * Math.max(period / 4096, 1);
	const birth = Math.floor((Math.max(height, phase) - phase) / period) * period + phase;
	return {birth, death: birth + period};
}

function take(cursor: Cursor, length: number): Uint8Array {
	cursor.offset += length;
	return cursor.bytes.slice(cursor.offset - length, cursor.offset);
}

function u32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
}
