import {u8aConcat, u8aToHex} from '@polkadot/util';
import {xxhashAsU8a} from '@polkadot/util-crypto';

/**
Get a storage key, as hex, that follows from names alone, so that it can be read before the chain's metadata is known: `Twox128` of the pallet and of the item, then the hashed parts (`frame_support::storage`).

@param parts - The parts of the key, hashed as the item wants them.
*/
export const getKnownKey = (
	pallet: string,
	item: string,
	...parts: readonly Uint8Array[]
): string => u8aToHex(u8aConcat(xxhashAsU8a(pallet, 128), xxhashAsU8a(item, 128), ...parts));
