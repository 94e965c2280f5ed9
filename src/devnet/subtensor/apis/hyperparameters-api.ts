import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {option} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {i32f32} from '../../scale/fixed-point.ts';
import {bool, u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {subnetItems} from '../storage/subnets.ts';
import {readParameters} from './parameters.ts';
import {forNetwork} from './subnet-reads.ts';
import {compactU16, compactU64, replyPath} from './types.ts';

const fields = {
	rho: compactU16,
	kappa: compactU16,
	immunity_period: compactU16,
	min_allowed_weights: compactU16,
	max_weights_limit: compactU16,
	tempo: compactU16,
	min_difficulty: compactU64,
	max_difficulty: compactU64,
	weights_version: compactU64,
	weights_rate_limit: compactU64,
	adjustment_interval: compactU16,
	activity_cutoff: compactU16,
	registration_allowed: bool,
	target_regs_per_interval: compactU16,
	min_burn: compactU64,
	max_burn: compactU64,
	bonds_moving_avg: compactU64,
	max_regs_per_block: compactU16,
	serving_rate_limit: compactU64,
	max_validators: compactU16,
	adjustment_alpha: compactU64,
	difficulty: compactU64,
	commit_reveal_period: compactU64,
	commit_reveal_weights_enabled: bool,
	alpha_high: compactU16,
	alpha_low: compactU16,
	liquid_alpha_enabled: bool,
} as const;

const hyperparameters = struct(replyPath('subnet_info', 'SubnetHyperparams'), fields);

const hyperparametersV2 = struct(replyPath('subnet_info', 'SubnetHyperparamsV2'), {
	...fields,
	alpha_sigmoid_steepness: i32f32,
	yuma_version: compactU16,
	subnet_is_active: bool,
	transfers_enabled: bool,
	bonds_reset_enabled: bool,
	user_liquidity_enabled: bool,
});

/** Methods that return a subnet's settings as a fixed struct. */
export const hyperparameterMethods = {
	get_subnet_hyperparams: defineApiMethod({
		inputs: {netuid: u16},
		output: option(hyperparameters),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readParameters(state, netuid)),
	}),
	get_subnet_hyperparams_v2: defineApiMethod({
		inputs: {netuid: u16},
		output: option(hyperparametersV2),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readV2(state, netuid)),
	}),
};

/** Convert the stored slope, in hundredths, to 32 fraction bits. */
export const getSteepness = (state: StateReader, netuid: number): bigint =>
	BigInt(state.get(hyperparameterItems.AlphaSigmoidSteepness, netuid)) << 32n;

/** The rule that computes a subnet's bonds. */
export const getYumaVersion = (state: StateReader, netuid: number): number =>
	state.get(hyperparameterItems.Yuma3On, netuid) ? 3 : 2;

const readV2 = (state: StateReader, netuid: number): ValueOf<typeof hyperparametersV2> => ({
	...readParameters(state, netuid),
	alpha_sigmoid_steepness: getSteepness(state, netuid),
	yuma_version: getYumaVersion(state, netuid),
	subnet_is_active: state.get(subnetItems.SubtokenEnabled, netuid),
	transfers_enabled: state.get(hyperparameterItems.TransferToggle, netuid),
	bonds_reset_enabled: state.get(hyperparameterItems.BondsResetOn, netuid),
	user_liquidity_enabled: false,
});
