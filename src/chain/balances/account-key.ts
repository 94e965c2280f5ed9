import {u8aConcat, u8aToHex} from '@polkadot/util';
import {blake2AsU8a, xxhashAsU8a} from '@polkadot/util-crypto';
import {decodeAddress} from '../../crypto/ss58.ts';

/**
Get the storage key of an account's balance and nonce, as hex. It is the same on all chains (`System.Account` of `frame_system`, hashed by `Blake2_128Concat`), so it can be read before the chain's metadata is known.

@param address - SS58.
*/
export function getAccountKey(address: string): string {
	const publicKey = decodeAddress(address);
	return u8aToHex(
		u8aConcat(
			xxhashAsU8a('System', 128),
			xxhashAsU8a('Account', 128),
			blake2AsU8a(publicKey, 128),
			publicKey,
		),
	);
}
