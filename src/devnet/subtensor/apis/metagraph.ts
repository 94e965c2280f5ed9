import type {StateReader} from '../../pallet/context.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {registrationItems} from '../storage/registration.ts';
import {accountItems, stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getNeuronStakes} from '../stake/weight.ts';
import {noAxon} from '../types.ts';
import type {Metagraph, NeuronPart, ParameterPart, SubnetPart} from './metagraph-types.ts';
import {readParameters} from './parameters.ts';
import {
	getBlocksSinceEpoch,
	getColdkeys,
	getHotkeys,
	getName,
	getPendingAlpha,
	getRegistrationBlocks,
	getSymbolBytes,
} from './subnet-reads.ts';

/**
Read all about a subnet and its neurons; `index` is that of the mechanism whose incentives and updates are meant.
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
		owner_hotkey: state.get(subnetItems.SubnetOwnerHotkey, netuid),
		owner_coldkey: state.get(subnetItems.SubnetOwner, netuid),
		block: BigInt(state.number),
		tempo: state.get(subnetItems.Tempo, netuid),
		last_step: state.get(subnetItems.LastMechansimStepBlock, netuid),
		blocks_since_last_step: getBlocksSinceEpoch(state, netuid),
		subnet_emission: 0n,
		alpha_in: state.get(poolItems.SubnetAlphaIn, netuid),
		alpha_out: state.get(poolItems.SubnetAlphaOut, netuid),
		tao_in: state.get(poolItems.SubnetTAO, netuid),
		alpha_out_emission: state.get(emissionItems.SubnetAlphaOutEmission, netuid),
		alpha_in_emission: state.get(emissionItems.SubnetAlphaInEmission, netuid),
		tao_in_emission: state.get(emissionItems.SubnetTaoInEmission, netuid),
		pending_alpha_emission: getPendingAlpha(state, netuid),
		pending_root_emission: 0n,
		subnet_volume: state.get(poolItems.SubnetVolume, netuid),
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
	const hotkeys = getHotkeys(state, netuid);
	const coldkeys = getColdkeys(state, hotkeys);
	const stakes = getNeuronStakes(state, netuid);
	return {
		hotkeys,
		coldkeys,
		identities: coldkeys.map(coldkey => state.get(accountItems.IdentitiesV2, coldkey)),
		axons: hotkeys.map(hotkey => state.get(neuronItems.Axons, netuid, hotkey) ?? noAxon),
		active: state.get(consensusItems.Active, netuid),
		validator_permit: state.get(consensusItems.ValidatorPermit, netuid),
		// The chain no longer works out these three.
		pruning_score: [],
		trust: [],
		rank: [],
		last_update: state.get(consensusItems.LastUpdate, index),
		emission: state.get(consensusItems.Emission, netuid),
		dividends: state.get(consensusItems.Dividends, netuid),
		incentives: state.get(consensusItems.Incentive, index),
		consensus: state.get(consensusItems.Consensus, netuid),
		block_at_registration: getRegistrationBlocks(state, netuid),
		alpha_stake: stakes.map(({alpha}) => alpha),
		tao_stake: stakes.map(({tao}) => tao),
		total_stake: stakes.map(({total}) => total),
		tao_dividends_per_hotkey: hotkeys.map(hotkey => [hotkey, 0n] as const),
		alpha_dividends_per_hotkey: hotkeys.map(
			hotkey => [hotkey, state.get(stakeItems.AlphaDividendsPerSubnet, netuid, hotkey)] as const,
		),
	};
}
