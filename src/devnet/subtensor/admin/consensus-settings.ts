import {bool, i16, u16, u64} from '../../scale/numbers.ts';
import {errors} from '../errors.ts';
import {hyperparameterEvents} from '../events.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {defineSetting, within} from './setting.ts';

/** Calls that configure a subnet's epochs. */
export const consensusSettings = {
	sudo_set_weights_version_key: defineSetting({
		index: 6,
		argument: 'weights_version_key',
		type: u64,
		item: weightItems.WeightsVersionKey,
		event: hyperparameterEvents.WeightsVersionKeySet,
	}),
	sudo_set_weights_set_rate_limit: defineSetting({
		index: 7,
		argument: 'weights_set_rate_limit',
		type: u64,
		item: weightItems.WeightsSetRateLimit,
		by: 'root',
		event: hyperparameterEvents.WeightsSetRateLimitSet,
	}),
	sudo_set_min_allowed_weights: defineSetting({
		index: 14,
		argument: 'min_allowed_weights',
		type: u16,
		item: weightItems.MinAllowedWeights,
		event: hyperparameterEvents.MinAllowedWeightSet,
	}),
	sudo_set_kappa: defineSetting({
		index: 16,
		argument: 'kappa',
		type: u16,
		item: hyperparameterItems.Kappa,
		by: 'root',
		event: hyperparameterEvents.KappaSet,
	}),
	sudo_set_rho: defineSetting({
		index: 17,
		argument: 'rho',
		type: u16,
		item: hyperparameterItems.Rho,
		event: hyperparameterEvents.RhoSet,
	}),
	sudo_set_bonds_moving_average: defineSetting({
		index: 26,
		argument: 'bonds_moving_average',
		type: u64,
		item: hyperparameterItems.BondsMovingAverage,
		event: hyperparameterEvents.BondsMovingAverageSet,
	}),
	sudo_set_tempo: defineSetting({
		index: 30,
		argument: 'tempo',
		type: u16,
		item: subnetItems.Tempo,
		by: 'root',
		event: hyperparameterEvents.TempoSet,
		// The next epoch is a full tempo away.
		after(context, netuid) {
			context.set(subnetItems.LastEpochBlock, netuid, BigInt(context.number));
		},
	}),
	sudo_set_commit_reveal_weights_enabled: defineSetting({
		index: 49,
		argument: 'enabled',
		type: bool,
		item: weightItems.CommitRevealWeightsEnabled,
		event: hyperparameterEvents.CommitRevealEnabled,
	}),
	sudo_set_liquid_alpha_enabled: defineSetting({
		index: 50,
		argument: 'enabled',
		type: bool,
		item: hyperparameterItems.LiquidAlphaOn,
	}),
	sudo_set_commit_reveal_weights_interval: defineSetting({
		index: 57,
		argument: 'interval',
		type: u64,
		item: weightItems.RevealPeriodEpochs,
		event: hyperparameterEvents.CommitRevealPeriodsSet,
		check(_state, _netuid, interval) {
			if (interval > 100n) {
				return errors.RevealPeriodTooLarge;
			}

			return interval < 1n ? errors.RevealPeriodTooSmall : undefined;
		},
	}),
	sudo_set_bonds_penalty: defineSetting({
		index: 60,
		argument: 'bonds_penalty',
		type: u16,
		item: hyperparameterItems.BondsPenalty,
		event: hyperparameterEvents.BondsPenaltySet,
	}),
	sudo_set_alpha_sigmoid_steepness: defineSetting({
		index: 68,
		argument: 'steepness',
		type: i16,
		item: hyperparameterItems.AlphaSigmoidSteepness,
		check: within(0, 32_767),
	}),
	sudo_set_yuma3_enabled: defineSetting({
		index: 69,
		argument: 'enabled',
		type: bool,
		item: hyperparameterItems.Yuma3On,
	}),
	sudo_set_bonds_reset_enabled: defineSetting({
		index: 70,
		argument: 'enabled',
		type: bool,
		item: hyperparameterItems.BondsResetOn,
		event: hyperparameterEvents.BondsResetOnSet,
	}),
};
