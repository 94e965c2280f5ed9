import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {i96f32} from '../../scale/fixed-point.ts';
import {u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getNetworks} from '../subnets/networks.ts';
import {subnetIdentity} from '../types.ts';
import {epochFields, ownerFields, poolFields, readSubnetFigures} from './subnet-figures.ts';
import {forNetwork, getName, getSymbolBytes} from './subnet-reads.ts';
import {compactText, compactU16, compactU64, replyPath} from './types.ts';

const dynamicInfo = struct(
	replyPath('dynamic_info', 'DynamicInfo'),
	{
		netuid: compactU16,
		...ownerFields,
		subnet_name: compactText,
		token_symbol: compactText,
		...epochFields,
		emission: compactU64,
		...poolFields,
		network_registered_at: compactU64,
		subnet_identity: option(subnetIdentity),
		moving_price: i96f32,
	},
	[{name: 'AccountId', type: accountId}],
);

/** Methods that return subnets' pools and emission. */
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
	...readSubnetFigures(state, netuid),
	subnet_name: getName(state, netuid),
	token_symbol: getSymbolBytes(state, netuid),
	emission: 0n,
	network_registered_at: state.get(subnetItems.NetworkRegisteredAt, netuid),
	subnet_identity: state.get(subnetItems.SubnetIdentitiesV3, netuid),
	moving_price: state.get(poolItems.SubnetMovingPrice, netuid),
});
