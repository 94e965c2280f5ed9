import {createBeaconSecret} from '../../../src/crypto/beacon.ts';
import {createBeacon} from '../../../src/devnet/beacon/beacon.ts';
import {type Devnet, type DevnetOptions, startDevnet} from '../../../src/devnet/devnet.ts';
import {type DevnetWorldOptions, devnetWorld} from '../../../src/devnet/genesis/devnet-world.ts';

/** Start the devnet with its four subnets; blocks are made by hand unless a block time is given. */
export async function startSubnetDevnet({
	tempo,
	bare,
	author,
	...options
}: Partial<DevnetOptions> &
	Pick<DevnetWorldOptions, 'tempo' | 'bare' | 'author'> = {}): Promise<Devnet> {
	const beacon = createBeacon(createBeaconSecret());
	const genesisTime = Math.floor(Date.now() / 1000) - 5;
	return startDevnet({world: devnetWorld({beacon, genesisTime, tempo, bare, author}), ...options});
}
