import {Buffer} from 'node:buffer';
import {compactNumber} from '@polkadot-api/substrate-bindings';
import type {State} from '../../pallet/context.ts';
import {storagePrefix} from '../../pallet/storage.ts';
import type {Hex} from '../../scale/type.ts';
import type {Cells} from '../../state/cells.ts';
import {
	BlockHash,
	EventCount,
	Number as BlockNumber,
	ParentHash,
	blockHashCount,
} from './storage.ts';

const eventsKey = storagePrefix('System', 'Events');

/** Record the number and the parent of the block under construction. */
export function beginBlock(state: State, parent: Hex): void {
	state.set(BlockNumber, state.number);
	state.set(ParentHash, parent);
	state.set(BlockHash, state.number - 1, parent);
	const forgotten = state.number - blockHashCount - 1;
	// The first block's hash is kept, for immortal extrinsics.
	if (forgotten > 0) {
		state.remove(BlockHash, forgotten);
	}

	state.remove(EventCount);
}

/**
Record a block's events. They are already encoded, so they are joined without decoding.
*/
export function endBlock(cells: Cells, state: State, events: readonly Uint8Array[]): void {
	state.set(EventCount, events.length);
	cells.write(eventsKey, Buffer.concat([compactNumber.enc(events.length), ...events]));
}
