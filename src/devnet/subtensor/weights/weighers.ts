import type {StateReader} from '../../pallet/context.ts';
import {ensure, fail} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {getStakeWeight} from '../stake/weight.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {getIndex} from '../subnets/mechanisms.ts';
import {isNetwork} from '../subnets/networks.ts';

/** The target of weights: a subnet and one of its mechanisms, 0 being the main one. */
export type Target = {
	readonly netuid: number;
	readonly mechanism: number;
};

/** The validator that sets weights there. */
export type Weigher = Target & {readonly hotkey: AccountId};

/** Get the index of the target's weights. */
export const indexOf = ({netuid, mechanism}: Target): number => getIndex(netuid, mechanism);

/**
Ensure that the target exists.

@throws {DispatchFailure} `MechanismDoesNotExist` if the subnet does not exist, or has fewer mechanisms.
*/
export function ensureTarget(state: StateReader, {netuid, mechanism}: Target): void {
	ensure(
		isNetwork(state, netuid) && mechanism < state.get(subnetItems.MechanismCountCurrent, netuid),
		errors.MechanismDoesNotExist,
	);
}

/**
Get the UID of a hotkey on a subnet.

@throws {DispatchFailure} `HotKeyNotRegisteredInSubNet` if it has none.
*/
export function getUid(state: StateReader, {netuid, hotkey}: Omit<Weigher, 'mechanism'>): number {
	return state.get(neuronItems.Uids, netuid, hotkey) ?? fail(errors.HotKeyNotRegisteredInSubNet);
}

/** Whether a UID is that of the subnet's owner hotkey, which may set weights without stake or permit. */
export function isOwnerUid(state: StateReader, netuid: number, uid: number): boolean {
	const owner = state.get(subnetItems.SubnetOwnerHotkey, netuid);
	return state.get(neuronItems.Uids, netuid, owner) === uid;
}

/** Whether a hotkey has the stake required for setting weights. */
export function hasStakeToWeigh(
	state: StateReader,
	{netuid, hotkey}: Omit<Weigher, 'mechanism'>,
): boolean {
	const threshold = state.get(weightItems.StakeThreshold);
	const uid = state.get(neuronItems.Uids, netuid, hotkey);
	const isOwner = uid !== undefined && isOwnerUid(state, netuid, uid);
	return isOwner || getStakeWeight(state, {netuid, hotkey}) >= threshold;
}

/** Whether WeightsSetRateLimit blocks have passed since a UID last set or committed weights. */
export function isInTime(state: StateReader, target: Target, uid: number): boolean {
	const last = state.get(consensusItems.LastUpdate, indexOf(target))[uid] ?? 0n;
	const limit = state.get(weightItems.WeightsSetRateLimit, target.netuid);
	return last === 0n || BigInt(state.number) - last >= limit;
}
