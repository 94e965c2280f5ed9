import type {Chain} from '../../blocks/chain.ts';
import type {Block} from '../../blocks/header.ts';
import type {Hex} from '../../scale/type.ts';
import type {Cells} from '../../state/cells.ts';
import {clientError} from '../rpc-error.ts';

/** A header as JSON, with the names that clients know. Ours have no digest, as nobody competes to make blocks. */
export function describeHeader({header}: Block) {
	return {
		parentHash: header.parent_hash,
		number: `0x${header.number.toString(16)}`,
		stateRoot: header.state_root,
		extrinsicsRoot: header.extrinsics_root,
		digest: {logs: []},
	};
}

/**
Find the block that a request is about.

@param hash - The newest if it is missing.
@throws {RpcError} If there is none, in a node's words.
*/
export function requireBlock(chain: Chain, hash: Hex | undefined): Block {
	const block = hash === undefined ? chain.head() : chain.getBlock(hash);
	if (!block) {
		throw clientError(`UnknownBlock: Header was not found in the database: ${hash}`);
	}

	return block;
}

/**
Find the stored values that a request is about.

@throws {RpcError} If they are no longer kept, in words that make clients turn to an archive.
*/
export function requireCells(chain: Chain, block: Block): Cells {
	const cells = chain.cellsAt(block);
	if (!cells) {
		throw clientError(`UnknownBlock: State already discarded for ${block.hash}`);
	}

	return cells;
}
