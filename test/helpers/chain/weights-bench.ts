import {createBeacon, type Beacon} from '../../../src/devnet/beacon/beacon.ts';
import {createBeaconSecret} from '../../../src/crypto/beacon.ts';
import {createDrandPallet, writeBeaconGenesis} from '../../../src/devnet/beacon/pallet.ts';
import type {AccountId} from '../../../src/devnet/scale/bytes.ts';
import {appendNeuron} from '../../../src/devnet/subtensor/registration/neurons.ts';
import {consensusItems} from '../../../src/devnet/subtensor/storage/neurons.ts';
import {subnetItems} from '../../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../../src/devnet/subtensor/storage/weights.ts';
import {getWaitedRounds} from '../../../src/devnet/subtensor/weights/timelocked.ts';
import {createBlockBench, type BlockBench} from './block-bench.ts';

export const netuid = 1;
export const tempo = 20;
/** When the bench's beacon begins, in seconds since the Unix epoch; a block comes every second after it. */
export const genesisTime = 1_790_000_000;

/** The hotkey of a UID on the bench's subnet. */
export const hotkeyOf = (uid: number): AccountId =>
	`0x${String(uid + 1)
		.padStart(2, '0')
		.repeat(32)}`;

export type WeightsBench = BlockBench & {
	readonly beacon: Beacon;
	/** Let the beacon's pulses of a block into it. */
	readonly bringPulses: (number: number) => void;
};

/** Create a subnet with four neurons, of whom UIDs 0 and 1 may validate; its last epoch ran in block 100, as number 5. */
export function createWeightsBench({isHidden}: {readonly isHidden: boolean}): WeightsBench {
	const bench = createBlockBench();
	const beacon = createBeacon(createBeaconSecret());
	const pallet = createDrandPallet({beacon, waitedRounds: getWaitedRounds});
	const state = bench.at(0);
	writeBeaconGenesis(state, beacon, genesisTime);
	state.set(subnetItems.NetworksAdded, netuid, true);
	state.set(subnetItems.Tempo, netuid, tempo);
	state.set(subnetItems.LastEpochBlock, netuid, 100n);
	state.set(subnetItems.SubnetEpochIndex, netuid, 5n);
	state.set(weightItems.CommitRevealWeightsEnabled, netuid, isHidden);
	state.set(weightItems.MinAllowedWeights, netuid, 1);
	state.set(weightItems.WeightsSetRateLimit, netuid, 10n);
	for (const uid of [0, 1, 2, 3]) {
		appendNeuron(state, netuid, hotkeyOf(uid));
	}

	state.set(consensusItems.ValidatorPermit, netuid, [true, true, false, false]);
	return {
		...bench,
		beacon,
		bringPulses(number) {
			const context = bench.asAuthor((genesisTime + number) * 1000, number);
			for (const {value} of pallet.inherents!(context)) {
				pallet.calls[value.type]!.run(context, value.value);
			}
		},
	};
}
