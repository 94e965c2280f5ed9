import {blake2, defineStorage, identity, map, value} from '../pallet/storage.ts';
import {boundedBytes} from '../scale/collections.ts';
import {bool, u32, u64} from '../scale/numbers.ts';
import {quicknet} from './config.ts';
import {beaconConfiguration, pulse} from './types.ts';

/** The pallet's name in the metadata. */
export const palletName = 'Drand';

/** The chain's beacon, and the pulses received from it. */
export const drandItems = defineStorage(palletName, {
	BeaconConfig: value(beaconConfiguration, quicknet),
	HasMigrationRun: map([identity(boundedBytes(128))], bool, false),
	Pulses: map([blake2(u64)], pulse),
	LastStoredRound: value(u64, 0n),
	OldestStoredRound: value(u64, 0n),
	NextUnsignedAt: value(u32, 0),
});
