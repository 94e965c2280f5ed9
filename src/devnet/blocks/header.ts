import {createHash} from 'node:crypto';
import {blake2b256} from '../../crypto/hashes.ts';
import {digest} from '../frame/system/digest.ts';
import {fromHex, hash, toHex} from '../scale/bytes.ts';
import {struct} from '../scale/composites.ts';
import {compact, u32} from '../scale/numbers.ts';
import type {Hex, ValueOf} from '../scale/type.ts';
import type {Change} from '../state/history.ts';

/** The fields that identify a block; its hash is BLAKE2b-256 over their SCALE encoding. */
export const header = struct(['sp_runtime', 'generic', 'header', 'Header'], {
	parent_hash: hash,
	number: compact(u32),
	state_root: hash,
	extrinsics_root: hash,
	digest,
});

export type Header = ValueOf<typeof header>;

export type Block = {
	readonly hash: Hex;
	readonly header: Header;
	/** As received, with their length prefixes. */
	readonly extrinsics: readonly Uint8Array[];
};

/** Hash a header; the result is its block's hash. */
export function hashHeader(value: Header): Hex {
	return toHex(blake2b256(header.encode(value)));
}

/**
Compute a block's state root: SHA-256 over the parent's root and the block's changes, ordered by key, with keys and values length-prefixed.

Chains with the same history have the same root, as with a Merkle trie, but it proves nothing about a single entry.
*/
export function computeStateRoot(parent: Hex, changes: readonly Change[]): Hex {
	const sha256 = createHash('sha256').update(fromHex(parent));
	for (const [key, value] of changes.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		sha256.update(`${key.length}:${key}${value ? value.length : '-'}:`);
		sha256.update(value ?? '');
	}

	return toHex(sha256.digest());
}

/**
Compute the root of a block's extrinsics: SHA-256 over their length-prefixed bytes.
*/
export function computeExtrinsicsRoot(extrinsics: readonly Uint8Array[]): Hex {
	const sha256 = createHash('sha256');
	for (const extrinsic of extrinsics) {
		sha256.update(extrinsic);
	}

	return toHex(sha256.digest());
}
