import {verifyRound} from '../../crypto/beacon.ts';
import {defineCall, type Call} from '../pallet/calls.ts';
import type {BlockContext} from '../pallet/context.ts';
import {defineErrors, ensure} from '../pallet/errors.ts';
import {defineEvents, event} from '../pallet/events.ts';
import {ensureNone, ensureRoot} from '../pallet/origin.ts';
import {vec} from '../scale/collections.ts';
import {u64} from '../scale/numbers.ts';
import type {WaitedRounds} from './rounds.ts';
import {drandItems, palletName} from './storage.ts';
import {beaconConfigurationPayload, optionalSignature, pulsesPayload, type Pulse} from './types.ts';

/** Why a call of the pallet fails. */
export const drandErrors = defineErrors(palletName, {
	NoneValue: 0,
	StorageOverflow: 1,
	DrandConnectionFailure: 2,
	UnverifiedPulse: 3,
	InvalidRoundNumber: 4,
	PulseVerificationError: 5,
});

/** Events of pulses and the configuration. */
export const drandEvents = defineEvents(palletName, {
	BeaconConfigChanged: event(0),
	NewPulse: event(1, {rounds: vec(u64)}),
	SetOldestStoredRound: event(2, u64),
});

/** How many of the latest rounds are kept; older ones are pruned unless something waits for them. */
const keptPulses = 600n;
/** How many are pruned per block. */
const removedAtOnce = 100n;

/**
Create the calls that bring pulses and configurations into the chain. Only the block's author may use them, as unsigned inherents; the pool accepts nothing unsigned.
*/
export function createDrandCalls(waitedRounds: WaitedRounds): Readonly<Record<string, Call>> {
	return {
		write_pulse: defineCall({
			index: 0,
			args: {pulses_payload: pulsesPayload, signature: optionalSignature},
			paysFee: false,
			class: 'Mandatory',
			run(context, {pulses_payload: {pulses}}) {
				ensureNone(context);
				for (const pulse of pulses) {
					storePulse(context, pulse);
				}

				prunePulses(context, waitedRounds(context));
				context.set(drandItems.NextUnsignedAt, context.number);
				context.emit(drandEvents.NewPulse, {rounds: pulses.map(({round}) => round)});
			},
		}),
		set_beacon_config: defineCall({
			index: 1,
			args: {config_payload: beaconConfigurationPayload, signature: optionalSignature},
			paysFee: false,
			class: 'Mandatory',
			run(context, {config_payload: {config}}) {
				ensureNone(context);
				context.set(drandItems.BeaconConfig, config);
				context.emit(drandEvents.BeaconConfigChanged);
			},
		}),
		set_oldest_stored_round: defineCall({
			index: 2,
			args: {oldest_round: u64},
			paysFee: false,
			run(context, {oldest_round: oldest}) {
				ensureRoot(context);
				context.set(drandItems.OldestStoredRound, oldest);
				context.emit(drandEvents.SetOldestStoredRound, oldest);
			},
		}),
	};
}

function storePulse(context: BlockContext, pulse: Pulse) {
	const {public_key: publicKey} = context.get(drandItems.BeaconConfig);
	const {round, signature} = pulse;
	ensure(verifyRound({publicKey, round, signature}), drandErrors.PulseVerificationError);
	ensure(round > context.get(drandItems.LastStoredRound), drandErrors.InvalidRoundNumber);
	if (context.get(drandItems.OldestStoredRound) === 0n) {
		context.set(drandItems.OldestStoredRound, round);
	}

	context.set(drandItems.Pulses, round, pulse);
	context.set(drandItems.LastStoredRound, round);
}

/** Prune old pulses, up to the first one that is waited for. */
function prunePulses(context: BlockContext, waited: ReadonlySet<bigint>) {
	const oldest = context.get(drandItems.OldestStoredRound);
	const limit = context.get(drandItems.LastStoredRound) - keptPulses;
	let round = oldest;
	while (round < limit && round < oldest + removedAtOnce && !waited.has(round)) {
		context.remove(drandItems.Pulses, round);
		round++;
	}

	if (round > oldest) {
		context.set(drandItems.OldestStoredRound, round);
	}
}
