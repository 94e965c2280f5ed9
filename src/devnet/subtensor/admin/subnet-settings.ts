import {u64f64} from '../../scale/fixed-point.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {q64} from '../economy/fixed-point.ts';
import {hyperparameterEvents} from '../events.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {adminErrors} from './errors.ts';
import {defineSetting, within} from './setting.ts';

const {MaxAllowedUids, MaxBurn, MinAllowedUids, MinBurn} = registrationItems;

/** Exclusive limit of the minimum registration price, in rao. */
const highestMinimum = 1_000_000_000n;

/** Exclusive lower limit of the maximum registration price, in rao. */
const lowestMaximum = 100_000_000n;

/** Calls that configure who may enter a subnet, at what price, and what it pays. */
export const subnetSettings = {
	sudo_set_serving_rate_limit: defineSetting({
		index: 3,
		argument: 'serving_rate_limit',
		type: u64,
		item: hyperparameterItems.ServingRateLimit,
		event: hyperparameterEvents.ServingRateLimitSet,
	}),
	sudo_set_immunity_period: defineSetting({
		index: 13,
		argument: 'immunity_period',
		type: u16,
		item: registrationItems.ImmunityPeriod,
		event: hyperparameterEvents.ImmunityPeriodSet,
	}),
	sudo_set_max_allowed_uids: defineSetting({
		index: 15,
		argument: 'max_allowed_uids',
		type: u16,
		item: MaxAllowedUids,
		event: hyperparameterEvents.MaxAllowedUidsSet,
		check(state, netuid, count) {
			if (count < state.get(MinAllowedUids, netuid)) {
				return adminErrors.MaxAllowedUidsLessThanMinAllowedUids;
			}

			if (count < state.get(subnetItems.SubnetworkN, netuid)) {
				return adminErrors.MaxAllowedUIdsLessThanCurrentUIds;
			}

			return count > MaxAllowedUids.fallback
				? adminErrors.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids
				: undefined;
		},
	}),
	sudo_set_network_registration_allowed: defineSetting({
		index: 19,
		argument: 'registration_allowed',
		type: bool,
		item: registrationItems.NetworkRegistrationAllowed,
		by: 'root',
		event: hyperparameterEvents.RegistrationAllowed,
	}),
	sudo_set_min_burn: defineSetting({
		index: 22,
		argument: 'min_burn',
		type: u64,
		item: MinBurn,
		event: hyperparameterEvents.MinBurnSet,
		check: (state, netuid, burn) =>
			burn < highestMinimum && burn < state.get(MaxBurn, netuid)
				? undefined
				: adminErrors.ValueNotInBounds,
	}),
	sudo_set_max_burn: defineSetting({
		index: 23,
		argument: 'max_burn',
		type: u64,
		item: MaxBurn,
		event: hyperparameterEvents.MaxBurnSet,
		check: (state, netuid, burn) =>
			burn > lowestMaximum && burn > state.get(MinBurn, netuid)
				? undefined
				: adminErrors.ValueNotInBounds,
	}),
	sudo_set_max_allowed_validators: defineSetting({
		index: 25,
		argument: 'max_allowed_validators',
		type: u16,
		item: hyperparameterItems.MaxAllowedValidators,
		by: 'root',
		event: hyperparameterEvents.MaxAllowedValidatorsSet,
		check: (state, netuid, count) =>
			count <= state.get(MaxAllowedUids, netuid)
				? undefined
				: adminErrors.MaxValidatorsLargerThanMaxUIds,
	}),
	sudo_set_toggle_transfer: defineSetting({
		index: 61,
		argument: 'toggle',
		type: bool,
		item: hyperparameterItems.TransferToggle,
		event: hyperparameterEvents.TransferToggle,
	}),
	sudo_set_subtoken_enabled: defineSetting({
		index: 66,
		argument: 'subtoken_enabled',
		type: bool,
		item: subnetItems.SubtokenEnabled,
		by: 'root',
	}),
	sudo_set_owner_immune_neuron_limit: defineSetting({
		index: 72,
		argument: 'immune_neurons',
		type: u16,
		item: registrationItems.ImmuneOwnerUidsLimit,
		check: within(1, 10, adminErrors.InvalidValue),
	}),
	sudo_set_min_allowed_uids: defineSetting({
		index: 79,
		argument: 'min_allowed_uids',
		type: u16,
		item: MinAllowedUids,
		by: 'root',
		event: hyperparameterEvents.MinAllowedUidsSet,
		check(state, netuid, count) {
			if (count >= state.get(MaxAllowedUids, netuid)) {
				return adminErrors.MinAllowedUidsGreaterThanMaxAllowedUids;
			}

			return count >= state.get(subnetItems.SubnetworkN, netuid)
				? adminErrors.MinAllowedUidsGreaterThanCurrentUids
				: undefined;
		},
	}),
	sudo_set_min_non_immune_uids: defineSetting({
		index: 84,
		argument: 'min',
		type: u16,
		item: registrationItems.MinNonImmuneUids,
		by: 'root',
		event: hyperparameterEvents.MinNonImmuneUidsSet,
	}),
	sudo_set_burn_half_life: defineSetting({
		index: 89,
		argument: 'burn_half_life',
		type: u16,
		item: registrationItems.BurnHalfLife,
		check: within(1, 36_100, adminErrors.InvalidValue),
	}),
	sudo_set_burn_increase_mult: defineSetting({
		index: 90,
		argument: 'burn_increase_mult',
		type: u64f64,
		item: registrationItems.BurnIncreaseMult,
		check: within(q64.one, q64.one * 3n, adminErrors.InvalidValue),
	}),
	sudo_set_owner_cut_enabled: defineSetting({
		index: 92,
		argument: 'enabled',
		type: bool,
		item: hyperparameterItems.OwnerCutEnabled,
	}),
	sudo_set_subnet_emission_enabled: defineSetting({
		index: 94,
		argument: 'enabled',
		type: bool,
		item: subnetItems.SubnetEmissionEnabled,
		by: 'root',
	}),
};
