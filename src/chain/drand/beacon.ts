import type {BeaconSchedule} from '../../crypto/beacon-rounds.ts';
import type {At, ChainClient} from '../client.ts';
import {bytes, field, integer, number, text} from '../value.ts';

/** The randomness beacon whose pulses decrypt timelocked commits. */
export type Beacon = BeaconSchedule & {
	/** 96 bytes, a point of BLS12-381's G2. */
	readonly publicKey: Uint8Array;
	/** For example `bls-unchained-g1-rfc9380`. */
	readonly schemeId: string;
	/** The last round stored on the chain; 0 if none. */
	readonly lastRound: bigint;
};

/** Get the beacon that a chain follows; `undefined` if it follows none. */
export async function getBeacon(client: ChainClient, {at}: At = {}): Promise<Beacon | undefined> {
	const [config, lastRound] = await client.query(at, [
		['Drand', 'BeaconConfig'],
		['Drand', 'LastStoredRound'],
	]);
	const publicKey = bytes(field(config, 'publicKey'));
	const period = number(field(config, 'period'));
	return publicKey === undefined || period === undefined || period === 0
		? undefined
		: {
				publicKey,
				period,
				genesisTime: number(field(config, 'genesisTime')) ?? 0,
				schemeId: text(field(config, 'schemeId')) ?? '',
				lastRound: integer(lastRound) ?? 0n,
			};
}

/** A beacon's output for a round. */
export type Pulse = {
	readonly round: bigint;
	/** 48 bytes, a point of BLS12-381's G1. */
	readonly signature: Uint8Array;
	readonly randomness: Uint8Array;
};

/** Get the pulse of a round; `undefined` if the chain has not stored it yet, or has pruned it. */
export async function getPulse(
	client: ChainClient,
	{round, at}: At & {readonly round: bigint},
): Promise<Pulse | undefined> {
	const [pulse] = await client.query(at, [['Drand', 'Pulses', round]]);
	const signature = bytes(field(pulse, 'signature'));
	return (
		signature && {
			round,
			signature,
			randomness: bytes(field(pulse, 'randomness')) ?? new Uint8Array(),
		}
	);
}
