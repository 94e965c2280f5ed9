import {hash} from 'node:crypto';
import {roundTime, type BeaconSchedule} from '../../crypto/beacon-rounds.ts';
import {beaconPublicKey, signRound} from '../../crypto/beacon.ts';
import type {Pulse} from './types.ts';

/** The devnet's own source of pulses. */
export type Beacon = {
	/** 96 bytes. */
	readonly publicKey: Uint8Array;
	/**
	Sign a round that is due.

	@throws {RangeError} If it is not due yet: an early signature would open what is locked until then.
	*/
	readonly createPulse: (round: bigint, schedule: BeaconSchedule, now: number) => Pulse;
};

/** Create a beacon from its secret, 32 bytes. The secret stays in this closure: no state, event or error contains it. */
export function createBeacon(secretKey: Uint8Array): Beacon {
	return {
		publicKey: beaconPublicKey(secretKey),
		createPulse(round, schedule, now) {
			if (round < 1n || roundTime(schedule, round) > now) {
				throw new RangeError(`Round \`${round}\` of the beacon is not due yet`);
			}

			const signature = signRound(secretKey, round);
			return {round, randomness: hash('sha256', signature, 'buffer'), signature};
		},
	};
}
