import {systemClock} from '../../support/clock.ts';
import {createBeacon} from '../beacon/beacon.ts';
import {openBeaconSecret} from '../beacon/secret.ts';
import {type Devnet, type DevnetOptions, startDevnet} from '../devnet.ts';
import {type DevnetWorldOptions, devnetWorld} from './devnet-world.ts';

export type DevnetWithWorldOptions = Omit<DevnetOptions, 'world'> &
	Pick<DevnetWorldOptions, 'tempo' | 'bare'>;

/**
Start the devnet described in `docs/devnet.md`. Its beacon's secret is created at the first start and stored with the chain's state.

@throws {PortTakenError} If another program has the port.
@throws {StateDirectoryError} If another chain has the folder, or another version wrote it.
*/
export async function startDevnetWorld({
	tempo,
	bare,
	clock = systemClock,
	...options
}: DevnetWithWorldOptions): Promise<Devnet> {
	const beacon = createBeacon(await openBeaconSecret(options.stateDirectory));
	const genesisTime = Math.floor(clock.now() / 1000);
	return startDevnet({...options, clock, world: devnetWorld({beacon, genesisTime, tempo, bare})});
}
