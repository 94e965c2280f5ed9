import type {StateReader} from '../../pallet/context.ts';
import {subnetItems} from '../storage/subnets.ts';

/** The indices of a subnet's mechanisms are this far apart. */
const stride = 4096;

/** The index under which a mechanism's weights, bonds, incentive and last updates stand. */
export const getIndex = (netuid: number, mechanism: number): number => netuid + mechanism * stride;

/** The indices of all mechanisms of a subnet, the main one first: its own netuid. */
export function getIndices(state: StateReader, netuid: number): readonly number[] {
	const count = state.get(subnetItems.MechanismCountCurrent, netuid);
	return Array.from({length: count}, (_, mechanism) => getIndex(netuid, mechanism));
}
