import {blake2AsU8a} from '@polkadot/util-crypto';
import {decodeAddress} from '../../crypto/ss58.ts';
import {getKnownKey} from '../system/known-key.ts';

/**
Get the storage key of an account's balance and nonce, as hex. It is the same on all chains (`System.Account` of `frame_system`, hashed by `Blake2_128Concat`), so it can be read before the chain's metadata is known.

@param address - SS58.
*/
export function getAccountKey(address: string): string {
	const publicKey = decodeAddress(address);
	return getKnownKey('System', 'Account', blake2AsU8a(publicKey, 128), publicKey);
}
