import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {i96f32} from '../../scale/fixed-point.ts';
import {u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getNetworks} from '../subnets/networks.ts';
import {subnetIdentity} from '../types.ts';
import {
	forNetwork,
	getBlocksSinceEpoch,
	getName,
	getPendingAlpha,
	getSymbolBytes,
} from './subnet-reads.ts';
import {compactText, compactU128, compactU16, compactU64, replyPath} from './types.ts';

const dynamicInfo = struct(
	replyPath('dynamic_info', 'DynamicInfo'),
	{
		netuid: compactU16,
		owner_hotkey: accountId,
		owner_coldkey: accountId,
		subnet_name: compactText,
		token_symbol: compactText,
		tempo: compactU16,
		last_step: compactU64,
		blocks_since_last_step: compactU64,
		emission: compactU64,
		alpha_in: compactU64,
		alpha_out: compactU64,
		tao_in: compactU64,
		alpha_out_emission: compactU64,
		alpha_in_emission: compactU64,
		tao_in_emission: compactU64,
		pending_alpha_emission: compactU64,
		pending_root_emission: compactU64,
		subnet_volume: compactU128,
		network_registered_at: compactU64,
		subnet_identity: option(subnetIdentity),
		moving_price: i96f32,
	},
	[{name: 'AccountId', type: accountId}],
);

/** Methods that tell about subnets' pools and emission. */
export const dynamicInfoMethods = {
	get_dynamic_info: defineApiMethod({
		inputs: {netuid: u16},
		output: option(dynamicInfo),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readInfo(state, netuid)),
	}),
	get_all_dynamic_info: defineApiMethod({
		inputs: {},
		output: vec(option(dynamicInfo)),
		run: state => getNetworks(state).map(netuid => readInfo(state, netuid)),
	}),
};

const readInfo = (state: StateReader, netuid: number): ValueOf<typeof dynamicInfo> => ({
	netuid,
	owner_hotkey: state.get(subnetItems.SubnetOwnerHotkey, netuid),
	owner_coldkey: state.get(subnetItems.SubnetOwner, netuid),
	subnet_name: getName(state, netuid),
	token_symbol: getSymbolBytes(state, netuid),
	tempo: state.get(subnetItems.Tempo, netuid),
	last_step: state.get(subnetItems.LastMechansimStepBlock, netuid),
	blocks_since_last_step: getBlocksSinceEpoch(state, netuid),
	emission: 0n,
	alpha_in: state.get(poolItems.SubnetAlphaIn, netuid),
	alpha_out: state.get(poolItems.SubnetAlphaOut, netuid),
	tao_in: state.get(poolItems.SubnetTAO, netuid),
	alpha_out_emission: state.get(emissionItems.SubnetAlphaOutEmission, netuid),
	alpha_in_emission: state.get(emissionItems.SubnetAlphaInEmission, netuid),
	tao_in_emission: state.get(emissionItems.SubnetTaoInEmission, netuid),
	pending_alpha_emission: getPendingAlpha(state, netuid),
	pending_root_emission: 0n,
	subnet_volume: state.get(poolItems.SubnetVolume, netuid),
	network_registered_at: state.get(subnetItems.NetworkRegisteredAt, netuid),
	subnet_identity: state.get(subnetItems.SubnetIdentitiesV3, netuid),
	moving_price: state.get(poolItems.SubnetMovingPrice, netuid),
});
