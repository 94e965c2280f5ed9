import type {BlockContext} from '../pallet/context.ts';
import {becomeDelegate, claimHotkey} from '../subtensor/accounts/hotkeys.ts';
import {appendNeuron} from '../subtensor/registration/neurons.ts';
import {hyperparameterItems} from '../subtensor/storage/hyperparameters.ts';
import {poolItems} from '../subtensor/storage/pools.ts';
import {registrationItems} from '../subtensor/storage/registration.ts';
import {subnetItems} from '../subtensor/storage/subnets.ts';
import {weightItems} from '../subtensor/storage/weights.ts';
import {rootNetuid} from '../subtensor/subnets/networks.ts';
import {getSymbol} from '../subtensor/subnets/symbols.ts';
import {accountFrom, rootKeys} from './accounts.ts';
import {endow, endowRootStake} from './endowment.ts';

/** 1 TAO in rao. */
const whole = 1_000_000_000n;

/** The stake on root: enough for alpha to be added to the pools along with TAO. */
const rootStake = 1_000_000n * whole;

/** The balance of root's only validator. */
const pocketMoney = 1000n * whole;

/** 0.18 of 2^64 − 1, as on the main chain. */
const taoWeight = 3_320_413_933_267_719_290n;

/** Write the network that holds TAO itself, with one validator and its stake. */
export function writeRoot(context: BlockContext): void {
	context.set(subnetItems.NetworksAdded, rootNetuid, true);
	context.set(subnetItems.TotalNetworks, context.get(subnetItems.TotalNetworks) + 1);
	context.set(subnetItems.SubnetworkN, rootNetuid, 0);
	context.set(subnetItems.Tempo, rootNetuid, 100);
	context.set(subnetItems.TokenSymbol, rootNetuid, getSymbol(rootNetuid));
	context.set(subnetItems.SubtokenEnabled, rootNetuid, true);
	context.set(registrationItems.MaxAllowedUids, rootNetuid, 64);
	context.set(registrationItems.TargetRegistrationsPerInterval, rootNetuid, 1);
	context.set(hyperparameterItems.MaxAllowedValidators, rootNetuid, 64);
	context.set(weightItems.MinAllowedWeights, rootNetuid, 0);
	context.set(poolItems.TaoWeight, taoWeight);

	const hotkey = accountFrom(rootKeys.hotkey);
	const coldkey = accountFrom(rootKeys.coldkey);
	claimHotkey(context, {coldkey, hotkey});
	becomeDelegate(context, hotkey);
	appendNeuron(context, rootNetuid, hotkey);
	endowRootStake(context, {coldkey, hotkey}, rootStake);
	endow(context, coldkey, pocketMoney);
}
