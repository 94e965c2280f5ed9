import type {StateReader} from '../../pallet/context.ts';
import {subnetItems} from '../storage/subnets.ts';

/** The distance between the indices of a subnet's mechanisms. */
const stride = 4096;

/** Get the index of a mechanism's weights, bonds, incentive and last updates. */
export const getIndex = (netuid: number, mechanism: number): number => netuid + mechanism * stride;

/** Get the indices of all mechanisms of a subnet, the main one first: its own netuid. */
export function getIndices(state: StateReader, netuid: number): readonly number[] {
	const count = state.get(subnetItems.MechanismCountCurrent, netuid);
	return Array.from({length: count}, (_, mechanism) => getIndex(netuid, mechanism));
}
