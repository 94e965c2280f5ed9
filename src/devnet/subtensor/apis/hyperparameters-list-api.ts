import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {bytes} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct, variant} from '../../scale/composites.ts';
import {i32f32, u64f64} from '../../scale/fixed-point.ts';
import {bool, compact, u128, u16, u32, u64} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getActivityCutoff} from '../emission/epoch-input.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getSteepness, getYumaVersion} from './hyperparameters-api.ts';
import {readParameters} from './parameters.ts';
import {forNetwork} from './subnet-reads.ts';
import {replyPath} from './types.ts';

const hyperparameterValue = variant(replyPath('subnet_info', 'HyperparamValue'), {
	Bool: bool,
	U16: compact(u16),
	U32: compact(u32),
	U64: compact(u64),
	U128: compact(u128),
	TaoBalance: compact(u64),
	I32F32: i32f32,
	U64F64: u64f64,
});

const entry = struct(replyPath('subnet_info', 'HyperparamEntry'), {
	name: bytes,
	value: hyperparameterValue,
});

type Value = ValueOf<typeof hyperparameterValue>;

/** The method that returns a subnet's settings as an extensible list of names and values. */
export const hyperparameterListMethods = {
	get_subnet_hyperparams_v3: defineApiMethod({
		inputs: {netuid: u16},
		output: option(vec(entry)),
		run: (state, {netuid}) =>
			forNetwork(state, netuid, () =>
				listValues(state, netuid).map(([name, value]) => ({
					name: new TextEncoder().encode(name),
					value,
				})),
			),
	}),
};

const flag = (value: boolean): Value => ({type: 'Bool', value});
const short = (value: number): Value => ({type: 'U16', value});
const long = (value: bigint): Value => ({type: 'U64', value});
const tao = (value: bigint): Value => ({type: 'TaoBalance', value});

function listValues(
	state: StateReader,
	netuid: number,
): ReadonlyArray<readonly [name: string, value: Value]> {
	const all = readParameters(state, netuid);
	const {BurnHalfLife, BurnIncreaseMult} = registrationItems;
	const {BondsResetOn, OwnerCutEnabled, TransferToggle} = hyperparameterItems;
	return [
		['kappa', short(all.kappa)],
		['immunity_period', short(all.immunity_period)],
		['min_allowed_weights', short(all.min_allowed_weights)],
		['max_weights_limit', short(all.max_weights_limit)],
		['tempo', short(all.tempo)],
		['weights_version', long(all.weights_version)],
		['weights_rate_limit', long(all.weights_rate_limit)],
		['activity_cutoff', long(BigInt(getActivityCutoff(state, netuid)))],
		[
			'activity_cutoff_factor',
			{type: 'U32', value: state.get(subnetItems.ActivityCutoffFactorMilli, netuid)},
		],
		['registration_allowed', flag(all.registration_allowed)],
		['target_regs_per_interval', short(all.target_regs_per_interval)],
		['min_burn', tao(all.min_burn)],
		['max_burn', tao(all.max_burn)],
		['burn_half_life', short(state.get(BurnHalfLife, netuid))],
		['burn_increase_mult', {type: 'U64F64', value: state.get(BurnIncreaseMult, netuid)}],
		['bonds_moving_avg', long(all.bonds_moving_avg)],
		['max_regs_per_block', short(all.max_regs_per_block)],
		['serving_rate_limit', long(all.serving_rate_limit)],
		['max_validators', short(all.max_validators)],
		['commit_reveal_period', long(all.commit_reveal_period)],
		['commit_reveal_weights_enabled', flag(all.commit_reveal_weights_enabled)],
		['alpha_high', short(all.alpha_high)],
		['alpha_low', short(all.alpha_low)],
		['liquid_alpha_enabled', flag(all.liquid_alpha_enabled)],
		['alpha_sigmoid_steepness', {type: 'I32F32', value: getSteepness(state, netuid)}],
		['yuma_version', short(getYumaVersion(state, netuid))],
		['subnet_is_active', flag(state.get(subnetItems.SubtokenEnabled, netuid))],
		['transfers_enabled', flag(state.get(TransferToggle, netuid))],
		['bonds_reset_enabled', flag(state.get(BondsResetOn, netuid))],
		['user_liquidity_enabled', flag(false)],
		['owner_cut_enabled', flag(state.get(OwnerCutEnabled, netuid))],
		['owner_cut_auto_lock_enabled', flag(false)],
		['min_childkey_take', short(0)],
	];
}
