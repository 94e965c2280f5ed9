import {createSigner} from '../../../src/crypto/sr25519.ts';
import {startDevnet, type Devnet, type DevnetOptions} from '../../../src/devnet/devnet.ts';
import {deposit} from '../../../src/devnet/frame/balances/funds.ts';
import {Key} from '../../../src/devnet/frame/sudo.ts';
import type {Pallet} from '../../../src/devnet/pallet/pallet.ts';
import type {OuterTypes} from '../../../src/devnet/runtime/outer-types.ts';
import {accountOf, type AccountId} from '../../../src/devnet/scale/bytes.ts';
import type {World} from '../../../src/devnet/world.ts';

/** What `//Alice` and `//Bob` own at the start, in rao. */
export const endowment = 10n ** 15n;

/** The account with this name on every development chain; its key is derived from publicly known words. */
export function getDevelopmentAccount(name: string): AccountId {
	return accountOf(createSigner({uri: `//${name}`}).publicKey);
}

export const alice = getDevelopmentAccount('Alice');
export const bob = getDevelopmentAccount('Bob');

/**
Describe a chain that has accounts and nothing of Bittensor, and the pallets that a test brings.
*/
export const plainWorld = (
	pallets: (outer: OuterTypes) => readonly Pallet[] = () => [],
): World => ({
	pallets,
	genesis(context) {
		context.set(Key, alice);
		for (const account of [alice, bob]) {
			deposit(context, account, endowment);
		}
	},
});

/**
Start such a chain on a free port, its blocks made by hand.
*/
export const startPlainDevnet = async (options: Partial<DevnetOptions> = {}): Promise<Devnet> =>
	startDevnet({world: plainWorld(), ...options});
