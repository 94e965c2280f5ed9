import {Buffer} from 'node:buffer';
import {Blake2256 as blake2256, compact} from '@polkadot-api/substrate-bindings';
import {bytesOf} from './random.ts';
import {toBytes, toHex} from './scale.ts';

export type NodeHeader = {
	readonly parentHash: string;
	readonly number: string;
	readonly stateRoot: string;
	readonly extrinsicsRoot: string;
	readonly digest: {readonly logs: readonly string[]};
};

export type NodeBlock = {
	readonly number: number;
	readonly hash: string;
	readonly header: NodeHeader;
	/** Hex. */
	readonly extrinsics: readonly string[];
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
};

/** Make a block, with the digests of one that was authored in a slot. */
export function createBlock(
	parent: {readonly number: number; readonly hash: string},
	extrinsics: readonly Uint8Array[],
	time: number,
): NodeBlock {
	const number = parent.number + 1;
	const slot = Buffer.alloc(8);
	slot.writeBigUInt64LE(BigInt(Math.floor(time / 12_000)));
	const header: NodeHeader = {
		parentHash: parent.hash,
		number: `0x${number.toString(16)}`,
		stateRoot: bytesOf('state', number),
		extrinsicsRoot: toHex(blake2256(new Uint8Array(Buffer.concat(extrinsics)))),
		digest: {
			logs: [
				`0x066175726120${slot.toString('hex')}`,
				`0x05617572610101${bytesOf('seal', number).slice(2).repeat(2)}`,
			],
		},
	};
	return {
		number,
		hash: hashHeader(header),
		header,
		extrinsics: extrinsics.map(bytes => toHex(bytes)),
		time,
	};
}

const hashHeader = ({parentHash, number, stateRoot, extrinsicsRoot, digest}: NodeHeader) =>
	toHex(
		blake2256(
			new Uint8Array(
				Buffer.concat([
					toBytes(parentHash),
					compact.enc(Number(number)),
					toBytes(stateRoot),
					toBytes(extrinsicsRoot),
					compact.enc(digest.logs.length),
					...digest.logs.map(log => toBytes(log)),
				]),
			),
		),
	);
