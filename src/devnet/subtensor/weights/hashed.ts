import {blake2b256} from '../../../crypto/hashes.ts';
import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure, fail, type ModuleError} from '../../pallet/errors.ts';
import {accountId, toHex} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {tuple} from '../../scale/composites.ts';
import {u16, u64} from '../../scale/numbers.ts';
import type {Hex} from '../../scale/type.ts';
import {errors} from '../errors.ts';
import {weightEvents} from '../events.ts';
import {weightItems} from '../storage/weights.ts';
import {getEpoch, getStage} from './epochs.ts';
import {noteUpdate, setWeights, type Weights} from './set.ts';
import {mostCommits} from './timelocked.ts';
import {ensureTarget, getUid, indexOf, isInTime, type Weigher} from './weighers.ts';

/** Weights with the salt of their hash. */
export type SaltedWeights = Weights & {readonly salt: readonly number[]};

const hashed = tuple(accountId, u16, vec(u16), vec(u16), vec(u16), u64);

/** Get the hash to which a validator commits: BLAKE2b-256 of the SCALE encoding of hotkey, index, UIDs, values, salt and version key. */
export function hashWeights(
	weigher: Weigher,
	{uids, values, salt, versionKey}: SaltedWeights,
): Hex {
	return toHex(
		blake2b256(hashed.encode([weigher.hotkey, indexOf(weigher), uids, values, salt, versionKey])),
	);
}

/**
Store the hash of weights that their validator will reveal. LastUpdate changes now.

@throws {DispatchFailure} If a check fails.
*/
export function commitHash(context: BlockContext, weigher: Weigher, hash: Hex): void {
	const {netuid, hotkey} = weigher;
	ensureTarget(context, weigher);
	ensure(context.get(weightItems.CommitRevealWeightsEnabled, netuid), errors.CommitRevealDisabled);
	const uid = getUid(context, weigher);
	ensure(isInTime(context, weigher, uid), errors.CommittingWeightsTooFast);

	const commits = getLiveCommits(context, weigher);
	ensure(commits.length < mostCommits, errors.TooManyUnrevealedCommits);
	const commit = [hash, getEpoch(context, netuid), BigInt(context.number), 0n] as const;
	context.set(weightItems.WeightCommits, indexOf(weigher), hotkey, [...commits, commit]);
	context.emit(weightEvents.WeightsCommitted, [hotkey, indexOf(weigher), hash]);
	noteUpdate(context, weigher, uid);
}

/**
Reveal and set the weights behind a hash. Older commits are discarded with it.

@throws {DispatchFailure} If there is no such commit, this is not its epoch, or the weights may not be set.
*/
export function revealHash(context: BlockContext, weigher: Weigher, weights: SaltedWeights): void {
	const {netuid, hotkey} = weigher;
	ensure(context.get(weightItems.CommitRevealWeightsEnabled, netuid), errors.CommitRevealDisabled);
	const stored = context.get(weightItems.WeightCommits, indexOf(weigher), hotkey);
	const hash = hashWeights(weigher, weights);
	const commits = getLiveCommits(context, weigher);
	const place = commits.findIndex(([committed]) => committed === hash);
	if (stored === undefined || place === -1) {
		const isExpired = stored?.some(([committed]) => committed === hash) ?? false;
		fail(isExpired ? errors.ExpiredWeightCommit : whyUnknown(commits.length));
	}

	ensure(getStage(context, netuid, commits[place]![1]) === 'open', errors.RevealTooEarly);
	const rest = commits.slice(place + 1);
	if (rest.length === 0) {
		context.remove(weightItems.WeightCommits, indexOf(weigher), hotkey);
	} else {
		context.set(weightItems.WeightCommits, indexOf(weigher), hotkey, rest);
	}

	setWeights(context, weigher, weights);
	context.emit(weightEvents.WeightsRevealed, [hotkey, indexOf(weigher), hash]);
}

/** Get the error of a reveal before it is in a block, or `undefined`. */
export function findRevealFault(
	state: StateReader,
	weigher: Weigher,
	weights: SaltedWeights,
): ModuleError | undefined {
	const hash = hashWeights(weigher, weights);
	const commits = state.get(weightItems.WeightCommits, indexOf(weigher), weigher.hotkey) ?? [];
	const commit = commits.find(([committed]) => committed === hash);
	if (commit === undefined) {
		return errors.NoWeightsCommitFound;
	}

	return getStage(state, weigher.netuid, commit[1]) === 'open' ? undefined : errors.RevealTooEarly;
}

const whyUnknown = (count: number) =>
	count === 0 ? errors.NoWeightsCommitFound : errors.InvalidRevealCommitHashNotMatch;

/** Get the commits that can still be revealed; they are ordered by epoch. */
function getLiveCommits(state: StateReader, weigher: Weigher) {
	const commits = state.get(weightItems.WeightCommits, indexOf(weigher), weigher.hotkey) ?? [];
	return commits.filter(([, epoch]) => getStage(state, weigher.netuid, epoch) !== 'expired');
}
