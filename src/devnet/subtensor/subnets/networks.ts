import type {StateReader} from '../../pallet/context.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';

/** The netuid of the network that holds TAO itself. */
export const rootNetuid = 0;

/** Whether a subnet exists. */
export const isNetwork = (state: StateReader, netuid: number): boolean =>
	state.get(subnetItems.NetworksAdded, netuid);

/** Get all networks ordered by netuid, root first. */
export const getNetworks = (state: StateReader): readonly number[] =>
	state
		.entries(subnetItems.NetworksAdded)
		.filter(([, isAdded]) => isAdded)
		.map(([[netuid]]) => netuid)
		.toSorted((left, right) => left - right);

/** Get all networks except root. */
export const getSubnets = (state: StateReader): readonly number[] =>
	getNetworks(state).filter(netuid => netuid !== rootNetuid);

/** Get the subnets that receive emission: started, with a tradable token, and open for registration. */
export const getEmittingSubnets = (state: StateReader): readonly number[] =>
	getSubnets(state).filter(
		netuid =>
			state.has(subnetItems.FirstEmissionBlockNumber, netuid) &&
			state.get(subnetItems.SubtokenEnabled, netuid) &&
			state.get(registrationItems.NetworkRegistrationAllowed, netuid),
	);
