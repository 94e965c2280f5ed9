import type {StateReader} from '../../pallet/context.ts';
import {neuronItems} from '../storage/neurons.ts';
import {poolItems} from '../storage/pools.ts';
import {registrationItems} from '../storage/registration.ts';
import {accountItems, stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {noAxon} from '../types.ts';
import type {Metagraph, NeuronPart, ParameterPart, SubnetPart} from './metagraph-types.ts';
import {readNeuronColumns} from './neuron-columns.ts';
import {readParameters} from './parameters.ts';
import {readSubnetFigures} from './subnet-figures.ts';
import {getName, getSymbolBytes} from './subnet-reads.ts';

/**
Read everything about a subnet and its neurons; `index` selects the mechanism of incentives and last updates.
*/
export function readMetagraph(state: StateReader, netuid: number, index = netuid): Metagraph {
	return {
		netuid: index,
		...readSubnetPart(state, netuid),
		...readParameterPart(state, netuid),
		...readNeuronPart(state, netuid, index),
	};
}

function readSubnetPart(state: StateReader, netuid: number): SubnetPart {
	return {
		name: getName(state, netuid),
		symbol: getSymbolBytes(state, netuid),
		identity: state.get(subnetItems.SubnetIdentitiesV3, netuid),
		network_registered_at: state.get(subnetItems.NetworkRegisteredAt, netuid),
		...readSubnetFigures(state, netuid),
		block: BigInt(state.number),
		subnet_emission: 0n,
		moving_price: state.get(poolItems.SubnetMovingPrice, netuid),
	};
}

function readParameterPart(state: StateReader, netuid: number): ParameterPart {
	return {
		...readParameters(state, netuid),
		num_uids: state.get(subnetItems.SubnetworkN, netuid),
		max_uids: state.get(registrationItems.MaxAllowedUids, netuid),
		burn: state.get(registrationItems.Burn, netuid),
		pow_registration_allowed: state.get(registrationItems.NetworkPowRegistrationAllowed, netuid),
	};
}

function readNeuronPart(state: StateReader, netuid: number, index: number): NeuronPart {
	const columns = readNeuronColumns(state, netuid, index);
	const {hotkeys, coldkeys} = columns;
	return {
		...columns,
		identities: coldkeys.map(coldkey => state.get(accountItems.IdentitiesV2, coldkey)),
		axons: hotkeys.map(hotkey => state.get(neuronItems.Axons, netuid, hotkey) ?? noAxon),
		tao_dividends_per_hotkey: hotkeys.map(hotkey => [hotkey, 0n] as const),
		alpha_dividends_per_hotkey: hotkeys.map(
			hotkey => [hotkey, state.get(stakeItems.AlphaDividendsPerSubnet, netuid, hotkey)] as const,
		),
	};
}
