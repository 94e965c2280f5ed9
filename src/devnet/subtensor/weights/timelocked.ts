import {blake2b256} from '../../../crypto/hashes.ts';
import {drandItems} from '../../beacon/storage.ts';
import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {toHex} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {weightEvents} from '../events.ts';
import {weightItems} from '../storage/weights.ts';
import {getEpoch} from './epochs.ts';
import {noteUpdate} from './set.ts';
import {ensureTarget, getUid, indexOf, isInTime, type Weigher} from './weighers.ts';

/** Weights that nobody can read before the beacon's round. */
export type TimelockedCommit = {
	/** At most 5000 bytes. */
	readonly ciphertext: Uint8Array;
	readonly round: bigint;
	/** The version of the encryption; the chain accepts one. */
	readonly version: number;
};

/** The maximum number of pending commits of a hotkey. */
export const mostCommits = 10;

/**
Store encrypted weights until they can be opened. LastUpdate changes now.

@throws {DispatchFailure} If a check fails.
*/
export function commitTimelocked(
	context: BlockContext,
	weigher: Weigher,
	{ciphertext, round, version}: TimelockedCommit,
): void {
	const {netuid, hotkey} = weigher;
	ensureTarget(context, weigher);
	ensure(context.get(weightItems.CommitRevealWeightsEnabled, netuid), errors.CommitRevealDisabled);
	ensure(
		version === context.get(weightItems.CommitRevealWeightsVersion),
		errors.IncorrectCommitRevealVersion,
	);
	const uid = getUid(context, weigher);
	ensure(isInTime(context, weigher, uid), errors.CommittingWeightsTooFast);

	const keys = [indexOf(weigher), getEpoch(context, netuid)] as const;
	const waiting = context.get(weightItems.TimelockedWeightCommits, ...keys);
	const own = waiting.filter(([account]) => account === hotkey);
	ensure(own.length < mostCommits, errors.TooManyUnrevealedCommits);

	const commit = [hotkey, BigInt(context.number), ciphertext, round] as const;
	context.set(weightItems.TimelockedWeightCommits, ...keys, [...waiting, commit]);
	const commitHash = toHex(blake2b256(ciphertext));
	context.emit(weightEvents.TimelockedWeightsCommitted, [
		hotkey,
		indexOf(weigher),
		commitHash,
		round,
	]);
	noteUpdate(context, weigher, uid);
}

/** Whether a round is older than the chain's latest pulse: what is locked for it is already readable. */
export const isPastRound = (state: StateReader, round: bigint): boolean =>
	round < state.get(drandItems.LastStoredRound);

/** Get the rounds that commits wait for. */
export function getWaitedRounds(state: StateReader): ReadonlySet<bigint> {
	const queues = state.entries(weightItems.TimelockedWeightCommits);
	return new Set(queues.flatMap(([, queue]) => queue.map(commit => commit[3])));
}
