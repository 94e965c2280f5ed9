import type {StateReader} from '../../pallet/context.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';

/** The network that holds TAO itself. */
export const rootNetuid = 0;

/** Whether there is a subnet of this number. */
export const isNetwork = (state: StateReader, netuid: number): boolean =>
	state.get(subnetItems.NetworksAdded, netuid);

/** All networks in order of their numbers, root first. */
export const getNetworks = (state: StateReader): readonly number[] =>
	state
		.entries(subnetItems.NetworksAdded)
		.filter(([, isAdded]) => isAdded)
		.map(([[netuid]]) => netuid)
		.toSorted((left, right) => left - right);

/** All networks but root. */
export const getSubnets = (state: StateReader): readonly number[] =>
	getNetworks(state).filter(netuid => netuid !== rootNetuid);

/** The subnets that emission goes to: started, with a token that trades, and open for registration. */
export const getEmittingSubnets = (state: StateReader): readonly number[] =>
	getSubnets(state).filter(
		netuid =>
			state.has(subnetItems.FirstEmissionBlockNumber, netuid) &&
			state.get(subnetItems.SubtokenEnabled, netuid) &&
			state.get(registrationItems.NetworkRegistrationAllowed, netuid),
	);
