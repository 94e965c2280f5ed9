import type {StateReader} from '../../pallet/context.ts';
import {q32} from '../economy/fixed-point.ts';
import {getTaoWeight} from '../economy/injection.ts';
import {neuronItems} from '../storage/neurons.ts';
import {poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {getHotkeyStake, type HotkeyOnSubnet} from './alpha.ts';

/** The components of a hotkey's stake weight on a subnet, in rao. */
export type StakeParts = {
	readonly alpha: bigint;
	/** TAO on root. */
	readonly tao: bigint;
	/** Both combined: alpha and weighted TAO. */
	readonly total: bigint;
};

/** Get the components of a hotkey's stake weight on a subnet: its alpha, and its TAO on root, scaled by TaoWeight. */
export function getStakeParts(state: StateReader, {hotkey, netuid}: HotkeyOnSubnet): StakeParts {
	const weight = getTaoWeight(state.get(poolItems.TaoWeight));
	const alpha = getHotkeyStake(state, {hotkey, netuid});
	const tao = getHotkeyStake(state, {hotkey, netuid: rootNetuid});
	return {alpha, tao, total: alpha + q32.multiply(weight, tao)};
}

/** Get a hotkey's stake weight on a subnet, in rao. */
export const getStakeWeight = (state: StateReader, place: HotkeyOnSubnet): bigint =>
	getStakeParts(state, place).total;

/** Get all UIDs of a subnet. */
export const getUids = (state: StateReader, netuid: number): readonly number[] =>
	Array.from({length: state.get(subnetItems.SubnetworkN, netuid)}, (_, uid) => uid);

/** Get the stake weight of all neurons of a subnet, ordered by UID. */
export const getNeuronStakes = (state: StateReader, netuid: number): readonly StakeParts[] =>
	getUids(state, netuid).map(uid =>
		getStakeParts(state, {hotkey: state.get(neuronItems.Keys, netuid, uid), netuid}),
	);
