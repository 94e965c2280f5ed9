import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {errors} from '../errors.ts';
import {weightEvents} from '../events.ts';
import {setAt} from '../registration/neurons.ts';
import {consensusItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {isBelowLimit, upscale} from './scale.ts';
import {
	ensureTarget,
	getUid,
	hasStakeToWeigh,
	indexOf,
	isInTime,
	isOwnerUid,
	type Target,
	type Weigher,
} from './weighers.ts';

/** Weights as given by a validator: a value per UID, of which only the proportions matter. */
export type Weights = {
	readonly uids: readonly number[];
	readonly values: readonly number[];
	/** The version of the validator's code; the subnet's owner may require a newer one. */
	readonly versionKey: bigint;
};

/**
Set a hotkey's weights, with the main chain's checks in their order. With commit-reveal, the time of the commit counts, so neither the rate limit nor LastUpdate is considered here.

@throws {DispatchFailure} If a check fails.
*/
export function setWeights(context: BlockContext, weigher: Weigher, weights: Weights): void {
	const {netuid} = weigher;
	const isRevealed = context.get(weightItems.CommitRevealWeightsEnabled, netuid);
	ensure(netuid !== rootNetuid, errors.CanNotSetRootNetworkWeights);
	ensure(weights.uids.length === weights.values.length, errors.WeightVecNotEqualSize);
	ensureTarget(context, weigher);
	const size = context.get(subnetItems.SubnetworkN, netuid);
	ensure(weights.uids.length <= size, errors.UidsLengthExceedUidsInSubNet);
	const uid = getUid(context, weigher);
	ensure(hasStakeToWeigh(context, weigher), errors.NotEnoughStakeToSetWeights);
	ensure(isVersion(context, netuid, weights), errors.IncorrectWeightVersionKey);
	ensure(isRevealed || isInTime(context, weigher, uid), errors.SettingWeightsTooFast);
	ensureWeights(context, {netuid, uid, size}, weights);

	const row = zip(weights.uids, upscale(weights.values));
	context.set(consensusItems.Weights, indexOf(weigher), uid, row);
	if (!isRevealed) {
		noteUpdate(context, weigher, uid);
	}

	context.emit(weightEvents.WeightsSet, [indexOf(weigher), uid]);
}

/** Record that a UID set or committed weights in this block. */
export function noteUpdate(context: BlockContext, target: Target, uid: number): void {
	const place = {netuid: indexOf(target), uid};
	setAt(context, consensusItems.LastUpdate, place, BigInt(context.number));
}

type Sender = {readonly netuid: number; readonly uid: number; readonly size: number};

function ensureWeights(state: StateReader, {netuid, uid, size}: Sender, {uids, values}: Weights) {
	// A single weight on itself needs no permit, and satisfies any length and limit.
	const isForSelf = uids.length === 1 && uids[0] === uid;
	const hasPermit = state.get(consensusItems.ValidatorPermit, netuid)[uid] === true;
	ensure(isForSelf || hasPermit || isOwnerUid(state, netuid, uid), errors.NeuronNoValidatorPermit);
	ensure(new Set(uids).size === uids.length, errors.DuplicateUids);
	ensure(
		uids.every(other => other < size),
		errors.UidVecContainInvalidOne,
	);
	const fewest = Math.min(size, state.get(weightItems.MinAllowedWeights, netuid));
	ensure(isForSelf || uids.length >= fewest, errors.WeightVecLengthIsLow);
	const limit = state.get(weightItems.MaxWeightsLimit, netuid);
	ensure(isForSelf || isBelowLimit(upscale(values), limit), errors.MaxWeightExceeded);
}

function isVersion(state: StateReader, netuid: number, {versionKey}: Weights) {
	return versionKey >= state.get(weightItems.WeightsVersionKey, netuid);
}

const zip = (uids: readonly number[], values: readonly number[]) =>
	uids.map((uid, place) => [uid, values[place]!] as const);
