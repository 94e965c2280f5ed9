import type {Beacon} from '../beacon/beacon.ts';
import {createDrandPallet, writeBeaconGenesis} from '../beacon/pallet.ts';
import {Key as sudoKey} from '../frame/sudo.ts';
import type {BlockContext} from '../pallet/context.ts';
import {adminPallet} from '../subtensor/admin/pallet.ts';
import {swapPallet} from '../subtensor/market/swap-pallet.ts';
import {type ShieldKey, createShieldKey} from '../shield/shield-key.ts';
import {createShield} from '../shield/pallet.ts';
import {subtensorPallet} from '../subtensor/pallet.ts';
import {subnetItems} from '../subtensor/storage/subnets.ts';
import {getWaitedRounds} from '../subtensor/weights/timelocked.ts';
import type {World} from '../world.ts';
import {accountFrom, richUris} from './accounts.ts';
import {endow} from './endowment.ts';
import {subnetPlans} from './subnets.ts';
import {writeRoot} from './write-root.ts';
import {writeSeats} from './write-seats.ts';
import {writeSubnet} from './write-subnet.ts';

export type DevnetWorldOptions = {
	/** The source of the chain's pulses. */
	readonly beacon: Beacon;
	/** When round 1 of the beacon is due, in seconds since the Unix epoch. */
	readonly genesisTime: number;
	/** Blocks between epochs. @default 20 */
	readonly tempo?: number;
	/** Whether the subnets start without the arena's validators and rivals. @default false */
	readonly bare?: boolean;
	/** The key of the blocks' author, to which clients encrypt. @default a new one */
	readonly author?: ShieldKey;
};

/** The longest tempo that the chain can represent. */
const longestTempo = 65_535;

/** The balance of each funded account, in rao. */
const riches = 1_000_000_000_000_000n;

/** Blocks after which another subnet may be founded. */
const foundingPause = 20n;

/**
Describe the devnet's chain: the main chain's subnet pallets, and a first block with root, four subnets and funded accounts. Subnets that a model can serve start full, with two validators and six rivals; see `docs/devnet.md`.

@throws {RangeError} If the tempo is not a whole number from 2 to 65,535.
*/
export function devnetWorld({
	beacon,
	genesisTime,
	tempo = 20,
	bare = false,
	author = createShieldKey(),
}: DevnetWorldOptions): World {
	if (!Number.isSafeInteger(tempo) || tempo < 2 || tempo > longestTempo) {
		throw new RangeError(`The tempo must be a whole number from 2 to 65,535, not \`${tempo}\``);
	}

	return {
		pallets: () => [
			subtensorPallet,
			adminPallet,
			createDrandPallet({beacon, waitedRounds: getWaitedRounds}),
			swapPallet,
			createShield(author),
		],
		genesis(context) {
			writeBeaconGenesis(context, beacon, genesisTime);
			writeRiches(context);
			writeRoot(context);
			context.set(subnetItems.NetworkRateLimit, foundingPause);
			for (const plan of subnetPlans) {
				writeSubnet(context, plan, tempo);
				if (!bare) {
					writeSeats(context, plan.netuid);
				}
			}
		},
	};
}

function writeRiches(context: BlockContext) {
	context.set(sudoKey, accountFrom(richUris[0]));
	for (const uri of richUris) {
		endow(context, accountFrom(uri), riches);
	}
}
