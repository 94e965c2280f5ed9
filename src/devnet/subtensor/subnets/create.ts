import {getSpendable} from '../../frame/balances/funds.ts';
import type {BlockContext, State, StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {payToSubnet} from '../accounts/funds.ts';
import {claimHotkey, isHotkeyKnown, isOwner, type KeyPair} from '../accounts/hotkeys.ts';
import {isSystemAccount} from '../accounts/system-accounts.ts';
import {larger, q64} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {subnetEvents} from '../events.ts';
import {appendNeuron} from '../registration/neurons.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {poolItems} from '../storage/pools.ts';
import {limitItems} from '../storage/limits.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import type {SubnetIdentity} from '../types.ts';
import {ensureIdentity} from './identity.ts';
import {getMedianPrice} from './median-price.ts';
import {getNetworks, getSubnets} from './networks.ts';
import {getSymbol} from './symbols.ts';

/** The tempo of a subnet that is created while the chain runs. */
const firstTempo = 360;

/** The registration price of a new subnet, in rao. */
const firstPrice = 1_000_000_000n;

const lastFounded = {type: 'NetworkLastRegistered'} as const;

/** Get the block in which a subnet was last created; 0 if none was. */
export const getLastFounded = (state: StateReader): bigint =>
	state.get(limitItems.LastRateLimitedBlock, lastFounded);

/** Whether NetworkRateLimit blocks have passed since the last subnet was created. */
export function isFoundingInTime(state: StateReader): boolean {
	const last = getLastFounded(state);
	return last === 0n || BigInt(state.number) - last >= state.get(subnetItems.NetworkRateLimit);
}

/**
Get the cost of creating a subnet, in rao: twice the last cost, decaying to zero over twice NetworkLockReductionInterval, but at least NetworkMinLockCost.
*/
export function getFoundingCost(state: StateReader): bigint {
	const last = state.get(subnetItems.NetworkLastLockCost);
	const lastBlock = getLastFounded(state);
	const interval = state.get(subnetItems.NetworkLockReductionInterval);
	const fall = interval === 0n ? 0n : last / interval;
	const fallen = fall * (BigInt(state.number) - lastBlock);
	const start = lastBlock === 0n ? last : last * 2n;
	return larger(start - fallen, state.get(subnetItems.NetworkMinLockCost));
}

export type Founding = KeyPair & {readonly identity?: SubnetIdentity};

/**
Create a subnet. Its cost becomes the TAO of its pool, with alpha to match the median price of the other subnets. Its owner hotkey gets UID 0; emission stays off until root enables it and the owner starts the subnet.

@returns Its netuid.
@throws {DispatchFailure} The first failing check, in the main chain's order. At SubnetLimit no subnet is dissolved to make room: `SubnetLimitReached`.
*/
export function foundSubnet(context: BlockContext, {coldkey, hotkey, identity}: Founding): number {
	ensure(
		!isHotkeyKnown(context, hotkey) || isOwner(context, {coldkey, hotkey}),
		errors.NonAssociatedColdKey,
	);
	ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount);
	ensure(isFoundingInTime(context), errors.NetworkTxRateLimitExceeded);
	ensure(
		getSubnets(context).length < context.get(subnetItems.SubnetLimit),
		errors.SubnetLimitReached,
	);
	const cost = getFoundingCost(context);
	ensure(getSpendable(context, coldkey) >= cost, errors.CannotAffordLockCost);

	const netuid = getFreeNetuid(context);
	const price = getMedianPrice(context);
	openNetwork(context, netuid, firstTempo);
	const paid = payToSubnet(context, {netuid, coldkey, amount: cost});
	context.set(subnetItems.NetworkLastLockCost, paid);
	context.set(limitItems.LastRateLimitedBlock, lastFounded, BigInt(context.number));
	claimHotkey(context, {coldkey, hotkey});
	appendNeuron(context, netuid, hotkey);
	context.set(subnetItems.SubnetMechanism, netuid, 1);
	context.set(subnetItems.TokenSymbol, netuid, getSymbol(netuid));
	context.set(subnetItems.SubnetOwner, netuid, coldkey);
	context.set(subnetItems.SubnetOwnerHotkey, netuid, hotkey);
	context.emit(subnetEvents.SubnetOwnerHotkeySet, [netuid, hotkey]);
	context.set(subnetItems.SubnetLocked, netuid, paid);
	context.set(poolItems.SubnetTAO, netuid, paid);
	context.set(poolItems.SubnetAlphaIn, netuid, q64.floor(q64.divide(q64.from(paid), price)));
	context.set(poolItems.TotalStake, context.get(poolItems.TotalStake) + paid);
	if (identity !== undefined) {
		ensureIdentity(identity);
		context.set(subnetItems.SubnetIdentitiesV3, netuid, identity);
		context.emit(subnetEvents.SubnetIdentitySet, netuid);
	}

	context.emit(subnetEvents.NetworkAdded, [netuid, 1]);
	context.set(subnetItems.SubnetEmissionEnabled, netuid, false);
	return netuid;
}

/** Write a network with the main chain's settings for a new one. */
export function openNetwork(state: State, netuid: number, tempo: number): void {
	const stagger = BigInt(netuid % Math.max(tempo, 1));
	const block = BigInt(state.number);
	state.set(subnetItems.NetworksAdded, netuid, true);
	state.set(subnetItems.TotalNetworks, state.get(subnetItems.TotalNetworks) + 1);
	state.set(subnetItems.NetworkRegisteredAt, netuid, block);
	state.set(subnetItems.SubnetworkN, netuid, 0);
	state.set(subnetItems.Tempo, netuid, tempo);
	state.set(subnetItems.LastEpochBlock, netuid, larger(block - stagger, 0n));
	state.set(subnetItems.SubnetEmissionEnabled, netuid, true);
	state.set(registrationItems.NetworkRegistrationAllowed, netuid, true);
	state.set(registrationItems.MaxAllowedUids, netuid, 256);
	state.set(registrationItems.ImmunityPeriod, netuid, 5000);
	state.set(registrationItems.Burn, netuid, firstPrice);
	state.set(hyperparameterItems.MaxAllowedValidators, netuid, 64);
	state.set(hyperparameterItems.Yuma3On, netuid, true);
	state.set(hyperparameterItems.Kappa, netuid, state.get(hyperparameterItems.Kappa, netuid));
	state.set(weightItems.MinAllowedWeights, netuid, 1);
}

function getFreeNetuid(state: StateReader): number {
	const taken = new Set(getNetworks(state));
	let netuid = 1;
	while (taken.has(netuid)) {
		netuid++;
	}

	return netuid;
}
