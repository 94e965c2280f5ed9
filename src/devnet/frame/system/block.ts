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

/** Write down which block is being made, and on top of which. */
export function beginBlock(state: State, parent: Hex): void {
	state.set(BlockNumber, state.number);
	state.set(ParentHash, parent);
	state.set(BlockHash, state.number - 1, parent);
	const forgotten = state.number - blockHashCount - 1;
	// The first block's hash is kept, for extrinsics that live for ever.
	if (forgotten > 0) {
		state.remove(BlockHash, forgotten);
	}

	state.remove(EventCount);
}

/**
Write down what happened in the block. The events come as they are stored, so they need not be read to be joined.
*/
export function endBlock(cells: Cells, state: State, events: readonly Uint8Array[]): void {
	state.set(EventCount, events.length);
	cells.write(eventsKey, Buffer.concat([compactNumber.enc(events.length), ...events]));
}
