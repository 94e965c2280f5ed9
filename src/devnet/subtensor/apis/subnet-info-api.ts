import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {array, option, vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u16, u64} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getSubnetAccount} from '../accounts/system-accounts.ts';
import {getNextEpochBlock} from '../emission/schedule.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {registrationItems} from '../storage/registration.ts';
import {stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getNetworks} from '../subnets/networks.ts';
import {subnetIdentity} from '../types.ts';
import {readParameters} from './parameters.ts';
import {forNetwork} from './subnet-reads.ts';
import {compactU16, compactU64, replyPath} from './types.ts';

const headFields = {
	netuid: compactU16,
	rho: compactU16,
	kappa: compactU16,
	difficulty: compactU64,
	immunity_period: compactU16,
	max_allowed_validators: compactU16,
	min_allowed_weights: compactU16,
	max_weights_limit: compactU16,
	scaling_law_power: compactU16,
	subnetwork_n: compactU16,
	max_allowed_uids: compactU16,
	blocks_since_last_step: compactU64,
	tempo: compactU16,
	network_modality: compactU16,
	network_connect: vec(array(u16, 2)),
} as const;

const tailFields = {burn: compactU64, owner: accountId} as const;

const parameters = [{name: 'AccountId', type: accountId}];

const subnetInfo = struct(
	replyPath('subnet_info', 'SubnetInfo'),
	{...headFields, emission_values: compactU64, ...tailFields},
	parameters,
);

const subnetInfoV2 = struct(
	replyPath('subnet_info', 'SubnetInfov2'),
	{...headFields, emission_value: compactU64, ...tailFields, identity: option(subnetIdentity)},
	parameters,
);

/** Methods that return a summary of subnets, and the time of their next epoch. */
export const subnetInfoMethods = {
	get_subnet_info: defineApiMethod({
		inputs: {netuid: u16},
		output: option(subnetInfo),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readInfo(state, netuid)),
	}),
	get_subnets_info: defineApiMethod({
		inputs: {},
		output: vec(option(subnetInfo)),
		run: state => getNetworks(state).map(netuid => readInfo(state, netuid)),
	}),
	get_subnet_info_v2: defineApiMethod({
		inputs: {netuid: u16},
		output: option(subnetInfoV2),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readInfo(state, netuid)),
	}),
	get_subnets_info_v2: defineApiMethod({
		inputs: {},
		output: vec(option(subnetInfoV2)),
		run: state => getNetworks(state).map(netuid => readInfo(state, netuid)),
	}),
	get_next_epoch_start_block: defineApiMethod({
		inputs: {netuid: u16},
		output: option(u64),
		run: (state, {netuid}) => getNextEpochBlock(state, netuid),
	}),
	get_coldkey_auto_stake_hotkey: defineApiMethod({
		inputs: {coldkey: accountId, netuid: u16},
		output: option(accountId),
		run: (state, {coldkey, netuid}) => state.get(stakeItems.AutoStakeDestination, coldkey, netuid),
	}),
	get_subnet_account_id: defineApiMethod({
		inputs: {netuid: u16},
		output: option(accountId),
		run: (state, {netuid}) => forNetwork(state, netuid, () => getSubnetAccount(netuid)),
	}),
	get_subnet_to_prune: defineApiMethod({
		inputs: {},
		output: option(u16),
		// No subnet is ever dissolved to make room.
		run: () => undefined,
	}),
};

type Info = ValueOf<typeof subnetInfo> & ValueOf<typeof subnetInfoV2>;

function readInfo(state: StateReader, netuid: number): Info {
	const all = readParameters(state, netuid);
	return {
		netuid,
		rho: all.rho,
		kappa: all.kappa,
		difficulty: all.difficulty,
		immunity_period: all.immunity_period,
		max_allowed_validators: all.max_validators,
		min_allowed_weights: all.min_allowed_weights,
		max_weights_limit: all.max_weights_limit,
		scaling_law_power: state.get(hyperparameterItems.ScalingLawPower, netuid),
		subnetwork_n: state.get(subnetItems.SubnetworkN, netuid),
		max_allowed_uids: state.get(registrationItems.MaxAllowedUids, netuid),
		blocks_since_last_step: state.get(subnetItems.BlocksSinceLastStep, netuid),
		tempo: all.tempo,
		network_modality: 0,
		network_connect: [],
		emission_values: 0n,
		emission_value: 0n,
		burn: state.get(registrationItems.Burn, netuid),
		owner: state.get(subnetItems.SubnetOwner, netuid),
		identity: state.get(subnetItems.SubnetIdentitiesV3, netuid),
	};
}
