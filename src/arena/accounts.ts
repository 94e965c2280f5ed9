import {createSigner} from '../crypto/sr25519.ts';
import type {Signer} from '../crypto/signer.ts';

/** How many of each side the devnet's genesis registers on a subnet that can be mined. */
export const validatorsPerSubnet = 2;
export const rivalsPerSubnet = 6;

export type ArenaRole = 'validator' | 'rival';

/**
Derive the hotkey of one of the arena's own accounts. The devnet's documentation names the same paths: whoever knows them can play these accounts, as with `//Alice`.

@param index From 0, within the subnet and the role.
*/
export function arenaHotkey(role: ArenaRole, netuid: number, index: number): Signer {
	return createSigner({uri: `//Arena//${role}//${netuid}//${index}`});
}
