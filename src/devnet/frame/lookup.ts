import {fail} from '../pallet/errors.ts';
import type {AccountId} from '../scale/bytes.ts';
import type {MultiAddress} from '../scale/multi-address.ts';

/**
Get the account of an address. As on the main chain, only `Id` resolves.

@throws {DispatchFailure} `CannotLookup` for all others.
*/
export function lookup(address: MultiAddress): AccountId {
	return address.type === 'Id' ? address.value : fail({type: 'CannotLookup'});
}
