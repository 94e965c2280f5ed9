import {blake2, defineStorage, map, twox, value} from '../../pallet/storage.ts';
import {accountId, hash} from '../../scale/bytes.ts';
import {struct} from '../../scale/composites.ts';
import {compact, text, u32} from '../../scale/numbers.ts';
import type {Hex} from '../../scale/type.ts';
import {accountInfo, noAccount} from '../account.ts';
import {digest} from './digest.ts';

/** The parent of the first block, and every hash that is no longer kept. */
export const noHash: Hex = `0x${'00'.repeat(32)}`;

/** How many block hashes the chain itself keeps; a mortal extrinsic's era cannot begin earlier. */
export const blockHashCount = 2400;

const lastRuntimeUpgrade = struct(['frame_system', 'LastRuntimeUpgradeInfo'], {
	specVersion: compact(u32),
	specName: text,
});

export const systemItems = defineStorage('System', {
	Account: map([blake2(accountId)], accountInfo, noAccount),
	BlockHash: map([twox(u32)], hash, noHash),
	Number: value(u32, 0),
	ParentHash: value(hash, noHash),
	Digest: value(digest, {logs: []}),
	EventCount: value(u32, 0),
	/** The runtime that has run a block. */
	LastRuntimeUpgrade: value(lastRuntimeUpgrade),
});

export const {Account, BlockHash, Number, ParentHash, Digest, EventCount} = systemItems;
