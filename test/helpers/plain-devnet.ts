import {startDevnet, type Devnet, type DevnetOptions} from '../../src/devnet/devnet.ts';
import {getDevelopmentAccount, writeFrameGenesis} from '../../src/devnet/frame/genesis.ts';
import type {Pallet} from '../../src/devnet/pallet/pallet.ts';
import type {OuterTypes} from '../../src/devnet/runtime/outer-types.ts';
import type {World} from '../../src/devnet/world.ts';

/** What `//Alice` and `//Bob` own at the start, in rao. */
export const endowment = 10n ** 15n;

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
		const balances = new Map([alice, bob].map(account => [account, endowment] as const));
		writeFrameGenesis(context, {sudo: alice, balances});
	},
});

/**
Start such a chain on a free port, its blocks made by hand.
*/
export const startPlainDevnet = async (options: Partial<DevnetOptions> = {}): Promise<Devnet> =>
	startDevnet({world: plainWorld(), ...options});
