import {blake2, identity} from '../../pallet/storage.ts';
import {accountId} from '../../scale/bytes.ts';
import {u16} from '../../scale/numbers.ts';

/** A subnet, or with mechanism m the index `m · 4096 + netuid`. */
export const netuidKey = identity(u16);

export const uidKey = identity(u16);

/** A hotkey or a coldkey. */
export const accountKey = blake2(accountId);
