import {createHash} from 'node:crypto';
import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import {noHash} from '../frame/system/storage.ts';
import {toHex} from '../scale/bytes.ts';
import type {Hex} from '../scale/type.ts';
import type {Change, StateHistory} from '../state/history.ts';
import {
	computeExtrinsicsRoot,
	computeStateRoot,
	hashHeader,
	type Block,
	type Header,
} from './header.ts';

export type BuiltBlock = {
	readonly block: Block;
	readonly extrinsics: readonly Extrinsic[];
	/** The block's state changes. */
	readonly changes: readonly Change[];
};

export type Parent = {readonly number: number; readonly hash: Hex; readonly stateRoot: Hex};

/**
Create the parent of the first block: nothing but a root over the metadata, so that chains with different metadata have different genesis hashes.
*/
export function beforeGenesis(metadata: Uint8Array): Parent {
	const stateRoot = toHex(createHash('sha256').update(metadata).digest());
	return {number: -1, hash: noHash, stateRoot};
}

/** What the next block builds on. */
export function parentOf({hash, header}: Block): Parent {
	return {number: header.number, hash, stateRoot: header.state_root};
}

/**
Close a block: its state becomes a version, and its header commits to its contents.

@param parent - The block before.
*/
export function sealBlock(
	history: StateHistory,
	{number: parentNumber, hash, stateRoot}: Parent,
	extrinsics: readonly Extrinsic[],
): BuiltBlock {
	const number = parentNumber + 1;
	const changes = history.commit(number);
	const bytes = extrinsics.map(extrinsic => extrinsic.bytes);
	const header: Header = {
		parent_hash: hash,
		number,
		state_root: computeStateRoot(stateRoot, changes),
		extrinsics_root: computeExtrinsicsRoot(bytes),
		digest: {logs: []},
	};
	return {block: {hash: hashHeader(header), header, extrinsics: bytes}, extrinsics, changes};
}
