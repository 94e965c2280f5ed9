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

/** Where weights are set: a subnet and one of its mechanisms, the main one being 0. */
export type Target = {
	readonly netuid: number;
	readonly mechanism: number;
};

/** Who sets weights there. */
export type Weigher = Target & {readonly hotkey: AccountId};

/** The index under which the target's weights stand. */
export const indexOf = ({netuid, mechanism}: Target): number => getIndex(netuid, mechanism);

/**
Go on only if the target is there.

@throws {DispatchFailure} `MechanismDoesNotExist` if the subnet is not, or has fewer mechanisms.
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

/** Whether a UID is that of the subnet's owner hotkey, which may weigh without stake or permit. */
export function isOwnerUid(state: StateReader, netuid: number, uid: number): boolean {
	const owner = state.get(subnetItems.SubnetOwnerHotkey, netuid);
	return state.get(neuronItems.Uids, netuid, owner) === uid;
}

/** Whether a hotkey has the stake that setting weights takes. */
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
