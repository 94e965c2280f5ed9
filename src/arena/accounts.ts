import {createSigner} from '../crypto/sr25519.ts';
import type {Signer} from '../crypto/signer.ts';

/** Validators and rivals that the devnet's genesis registers on each mineable subnet. */
export const validatorsPerSubnet = 2;
export const rivalsPerSubnet = 6;

export type ArenaRole = 'validator' | 'rival';

/**
Derive the hotkey of one of the arena's own accounts. The paths are public in the devnet's documentation, so anyone can use these accounts, as with `//Alice`.

@param index From 0, per subnet and role.
*/
export function arenaHotkey(role: ArenaRole, netuid: number, index: number): Signer {
	return createSigner({uri: `//Arena//${role}//${netuid}//${index}`});
}
