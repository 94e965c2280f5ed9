import type {Chain} from '../../blocks/chain.ts';
import type {Block} from '../../blocks/header.ts';
import type {Hex} from '../../scale/type.ts';
import type {Cells} from '../../state/cells.ts';
import {clientError} from '../rpc-error.ts';

/** A header as JSON, with the names that clients expect. Ours have no digest, since no authors compete. */
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
Find the block that a request refers to.

@param hash - The newest block if missing.
@throws {RpcError} If it does not exist, with a node's message.
*/
export function requireBlock(chain: Chain, hash: Hex | undefined): Block {
	const block = hash === undefined ? chain.head() : chain.getBlock(hash);
	if (!block) {
		throw clientError(`UnknownBlock: Header was not found in the database: ${hash}`);
	}

	return block;
}

/**
Find the stored values that a request refers to.

@throws {RpcError} If they are no longer kept, with a message that makes clients turn to an archive node.
*/
export function requireCells(chain: Chain, block: Block): Cells {
	const cells = chain.cellsAt(block);
	if (!cells) {
		throw clientError(`UnknownBlock: State already discarded for ${block.hash}`);
	}

	return cells;
}
