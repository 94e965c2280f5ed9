import {fail} from '../pallet/errors.ts';
import type {AccountId} from '../scale/bytes.ts';
import type {MultiAddress} from '../scale/multi-address.ts';

/**
Find the account that an address means. As on the main chain, only `Id` means one.

@throws {DispatchFailure} `CannotLookup` for all others.
*/
export function lookup(address: MultiAddress): AccountId {
	return address.type === 'Id' ? address.value : fail({type: 'CannotLookup'});
}
