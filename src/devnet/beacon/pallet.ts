import {Buffer} from 'node:buffer';
import type {BlockContext, RuntimeCall} from '../pallet/context.ts';
import {constant, definePallet, type InherentContext, type Pallet} from '../pallet/pallet.ts';
import {u64} from '../scale/numbers.ts';
import type {Beacon} from './beacon.ts';
import {createDrandCalls, drandErrors, drandEvents} from './calls.ts';
import {createBeaconConfig} from './config.ts';
import {getDueRounds, getSchedule, type WaitedRounds} from './rounds.ts';
import {drandItems, palletName} from './storage.ts';

export type DrandOptions = {
	readonly beacon: Beacon;
	/** The rounds that the pallet must keep. */
	readonly waitedRounds: WaitedRounds;
};

/**
Create the pallet that brings the beacon's pulses into the chain. On the main chain a node fetches them from drand and anyone can verify them; here the block's author asks the devnet's own beacon, which signs a round only once it is due, and the call verifies the signature nevertheless.
*/
export function createDrandPallet(options: DrandOptions): Pallet {
	return definePallet({
		name: palletName,
		index: 26,
		path: 'pallet_drand',
		storage: drandItems,
		calls: createDrandCalls(options.waitedRounds),
		events: drandEvents,
		errors: drandErrors,
		constants: {
			UnsignedPriority: constant(u64, 1_048_576n),
			HttpFetchTimeout: constant(u64, 1000n),
		},
		inherents: context => createInherents(context, options),
	});
}

/** Write the chain's beacon into the first block. */
export function writeBeaconGenesis(
	context: BlockContext,
	{publicKey}: Beacon,
	genesisTime: number,
): void {
	context.set(drandItems.BeaconConfig, createBeaconConfig({publicKey, genesisTime}));
}

/** The submitter of the author's inherents; nobody verifies it. */
const nobody = {type: 'Sr25519', value: new Uint8Array(32)} as const;

function createInherents(
	context: InherentContext,
	{beacon, waitedRounds}: DrandOptions,
): readonly RuntimeCall[] {
	return [...followBeacon(context, beacon), ...writeDuePulses(context, beacon, waitedRounds)];
}

/** A chain whose folder lost the beacon's secret continues with a new beacon; what was locked with the old one stays locked. */
function followBeacon(context: InherentContext, {publicKey}: Beacon): readonly RuntimeCall[] {
	const config = context.get(drandItems.BeaconConfig);
	if (Buffer.compare(config.public_key, publicKey) === 0) {
		return [];
	}

	const next = createBeaconConfig({
		publicKey,
		genesisTime: config.genesis_time,
		period: config.period,
	});
	return [
		inherent('set_beacon_config', {
			config_payload: {block_number: context.number, config: next, public: nobody},
			signature: undefined,
		}),
	];
}

function writeDuePulses(
	context: InherentContext,
	beacon: Beacon,
	waitedRounds: WaitedRounds,
): readonly RuntimeCall[] {
	const rounds = getDueRounds(context, context.now, waitedRounds);
	if (rounds.length === 0) {
		return [];
	}

	const schedule = getSchedule(context);
	const pulses = rounds.map(round => beacon.createPulse(round, schedule, context.now));
	return [
		inherent('write_pulse', {
			pulses_payload: {block_number: context.number, pulses, public: nobody},
			signature: undefined,
		}),
	];
}

const inherent = (type: string, value: unknown): RuntimeCall => ({
	type: palletName,
	value: {type, value},
});
