import type {StateReader} from '../../pallet/context.ts';
import {getActivityCutoff} from '../emission/epoch-input.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';

/**
Read a subnet's settings under the names used in replies of runtime APIs.
*/
export function readParameters(state: StateReader, netuid: number) {
	const [alphaLow, alphaHigh] = state.get(hyperparameterItems.AlphaValues, netuid);
	return {
		rho: state.get(hyperparameterItems.Rho, netuid),
		kappa: state.get(hyperparameterItems.Kappa, netuid),
		tempo: state.get(subnetItems.Tempo, netuid),
		min_allowed_weights: state.get(weightItems.MinAllowedWeights, netuid),
		max_weights_limit: state.get(weightItems.MaxWeightsLimit, netuid),
		weights_version: state.get(weightItems.WeightsVersionKey, netuid),
		weights_rate_limit: state.get(weightItems.WeightsSetRateLimit, netuid),
		activity_cutoff: Math.min(getActivityCutoff(state, netuid), 65_535),
		max_validators: state.get(hyperparameterItems.MaxAllowedValidators, netuid),
		difficulty: state.get(registrationItems.Difficulty, netuid),
		registration_allowed: state.get(registrationItems.NetworkRegistrationAllowed, netuid),
		immunity_period: state.get(registrationItems.ImmunityPeriod, netuid),
		min_difficulty: state.get(registrationItems.MinDifficulty, netuid),
		max_difficulty: state.get(registrationItems.MaxDifficulty, netuid),
		min_burn: state.get(registrationItems.MinBurn, netuid),
		max_burn: state.get(registrationItems.MaxBurn, netuid),
		adjustment_alpha: state.get(registrationItems.AdjustmentAlpha, netuid),
		adjustment_interval: state.get(registrationItems.AdjustmentInterval, netuid),
		target_regs_per_interval: state.get(registrationItems.TargetRegistrationsPerInterval, netuid),
		max_regs_per_block: state.get(registrationItems.MaxRegistrationsPerBlock, netuid),
		serving_rate_limit: state.get(hyperparameterItems.ServingRateLimit, netuid),
		commit_reveal_weights_enabled: state.get(weightItems.CommitRevealWeightsEnabled, netuid),
		commit_reveal_period: state.get(weightItems.RevealPeriodEpochs, netuid),
		liquid_alpha_enabled: state.get(hyperparameterItems.LiquidAlphaOn, netuid),
		alpha_high: alphaHigh,
		alpha_low: alphaLow,
		bonds_moving_avg: state.get(hyperparameterItems.BondsMovingAverage, netuid),
	};
}
