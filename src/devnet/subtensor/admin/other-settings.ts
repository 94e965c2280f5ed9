import {defineCall} from '../../pallet/calls.ts';
import {ensure} from '../../pallet/errors.ts';
import {ensureRoot} from '../../pallet/origin.ts';
import {accountId} from '../../scale/bytes.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {isSystemAccount} from '../accounts/system-accounts.ts';
import {errors} from '../errors.ts';
import {hyperparameterEvents, subnetEvents} from '../events.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {isNetwork} from '../subnets/networks.ts';
import {adminErrors} from './errors.ts';
import {ensureSetter} from './setting.ts';

/** The minimum of both bounds of liquid alpha, of 65,535. */
const leastAlpha = 1638;

/** Calls whose setting is not a single value of a single subnet. */
export const otherSettings = {
	sudo_set_stake_threshold: defineCall({
		index: 42,
		args: {min_stake: u64},
		run(context, {min_stake: stake}) {
			ensureRoot(context);
			context.set(weightItems.StakeThreshold, stake);
			context.emit(hyperparameterEvents.StakeThresholdSet, stake);
		},
	}),
	sudo_set_alpha_values: defineCall({
		index: 51,
		args: {netuid: u16, alpha_low: u16, alpha_high: u16},
		run(context, {netuid, alpha_low: low, alpha_high: high}) {
			ensureSetter(context, netuid, 'owner');
			ensure(context.get(hyperparameterItems.LiquidAlphaOn, netuid), errors.LiquidAlphaDisabled);
			ensure(high >= leastAlpha, errors.AlphaHighTooLow);
			ensure(low >= leastAlpha && low <= high, errors.AlphaLowOutOfRange);
			context.set(hyperparameterItems.AlphaValues, netuid, [low, high]);
		},
	}),
	sudo_set_sn_owner_hotkey: defineCall({
		index: 67,
		args: {netuid: u16, hotkey: accountId},
		run(context, {netuid, hotkey}) {
			ensureSetter(context, netuid, 'owner');
			ensure(isNetwork(context, netuid), adminErrors.SubnetDoesNotExist);
			ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount);
			context.set(subnetItems.SubnetOwnerHotkey, netuid, hotkey);
			context.emit(subnetEvents.SubnetOwnerHotkeySet, [netuid, hotkey]);
		},
	}),
	sudo_set_commit_reveal_version: defineCall({
		index: 71,
		args: {version: u16},
		run(context, {version}) {
			ensureRoot(context);
			context.set(weightItems.CommitRevealWeightsVersion, version);
			context.emit(hyperparameterEvents.CommitRevealVersionSet, version);
		},
	}),
};
