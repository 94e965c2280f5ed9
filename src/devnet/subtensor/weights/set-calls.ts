import {defineCall, type PoolContext} from '../../pallet/calls.ts';
import type {CallContext, StateReader} from '../../pallet/context.ts';
import {ensure, type ModuleError} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {u16, u64, u8} from '../../scale/numbers.ts';
import {errors} from '../errors.ts';
import {getPoolError} from '../pool-errors.ts';
import {neuronItems} from '../storage/neurons.ts';
import {weightItems} from '../storage/weights.ts';
import {setWeights, type Weights} from './set.ts';
import {hasStakeToWeigh, isInTime, type Target} from './weighers.ts';

const weights = {dests: vec(u16), weights: vec(u16), version_key: u64} as const;

type WeightArguments = {
	readonly dests: readonly number[];
	readonly weights: readonly number[];
	readonly version_key: bigint;
};

/** Calls that set weights openly. Hotkeys hold no TAO, so these are free, and rate-limited ones are kept out of blocks. */
export const openWeightCalls = {
	set_weights: defineCall({
		index: 0,
		args: {netuid: u16, ...weights},
		paysFee: false,
		validate: (context, {netuid}) => checkInPool(context, {netuid, mechanism: 0}),
		run(context, {netuid, ...given}) {
			setOpenly(context, {netuid, mechanism: 0}, given);
		},
	}),
	set_mechanism_weights: defineCall({
		index: 119,
		args: {netuid: u16, mecid: u8, ...weights},
		paysFee: false,
		validate: (context, {netuid, mecid: mechanism}) => checkInPool(context, {netuid, mechanism}),
		run(context, {netuid, mecid: mechanism, ...given}) {
			setOpenly(context, {netuid, mechanism}, given);
		},
	}),
};

function setOpenly(context: CallContext, target: Target, given: WeightArguments) {
	const hotkey = ensureSigned(context);
	const isHidden = context.get(weightItems.CommitRevealWeightsEnabled, target.netuid);
	ensure(!isHidden, errors.CommitRevealEnabled);
	setWeights(context, {...target, hotkey}, toWeights(given));
}

const toWeights = ({
	dests,
	weights: values,
	version_key: versionKey,
}: WeightArguments): Weights => ({
	uids: dests,
	values,
	versionKey,
});

function checkInPool(context: PoolContext, target: Target) {
	const isHidden = context.get(weightItems.CommitRevealWeightsEnabled, target.netuid);
	const {signer} = context;
	return getPoolError(
		findStakeFault(context, target, signer) ??
			(isHidden ? undefined : findTimeFault(context, target, signer)),
	);
}

/** Get the error of a hotkey without the stake required for setting weights, or `undefined`. */
export function findStakeFault(
	state: StateReader,
	{netuid}: Target,
	hotkey: AccountId,
): ModuleError | undefined {
	return hasStakeToWeigh(state, {netuid, hotkey}) ? undefined : errors.NotEnoughStakeToSetWeights;
}

/** Get the error of a registered hotkey that set or committed weights too recently, or `undefined`. */
export function findTimeFault(
	state: StateReader,
	target: Target,
	hotkey: AccountId,
): ModuleError | undefined {
	const uid = state.get(neuronItems.Uids, target.netuid, hotkey);
	return uid === undefined || isInTime(state, target, uid)
		? undefined
		: errors.SettingWeightsTooFast;
}
