import {getSpendable} from '../../frame/balances/funds.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {ensure, fail} from '../../pallet/errors.ts';
import {payToSubnet} from '../accounts/funds.ts';
import {claimHotkey, isOwner, type KeyPair} from '../accounts/hotkeys.ts';
import {subtract} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {subnetEvents} from '../events.ts';
import {buy, change} from '../market/market.ts';
import {poolItems} from '../storage/pools.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {isNetwork, rootNetuid} from '../subnets/networks.ts';
import {getEvicted} from './eviction.ts';
import {appendNeuron, isRegistered, replaceNeuron} from './neurons.ts';
import {raisePrice} from './price.ts';

export type Registration = KeyPair & {
	readonly netuid: number;
	/** The maximum price that the coldkey accepts, in rao. @default Any */
	readonly limit?: bigint;
};

/**
Register a hotkey on a subnet at the current price.

The price buys alpha from the pool, which is then recycled: TAO issuance is unchanged, alpha issuance shrinks and its price rises. On a full subnet a neuron is evicted.

@throws {DispatchFailure} The first failing check, in the main chain's order.
*/
export function register(context: BlockContext, registration: Registration): void {
	const {netuid, coldkey, hotkey, limit} = registration;
	ensure(netuid !== rootNetuid, errors.RegistrationNotPermittedOnRootSubnet);
	ensure(isNetwork(context, netuid), errors.SubnetNotExists);
	const price = context.get(registrationItems.Burn, netuid);
	ensure(limit === undefined || price <= limit, errors.RegistrationPriceLimitExceeded);
	ensure(
		context.get(registrationItems.NetworkRegistrationAllowed, netuid),
		errors.SubNetRegistrationDisabled,
	);
	ensure(!isRegistered(context, netuid, hotkey), errors.HotKeyAlreadyRegisteredInSubNet);
	ensure(getSpendable(context, coldkey) >= price, errors.NotEnoughBalanceToStake);
	claimHotkey(context, registration);
	ensure(isOwner(context, registration), errors.NonAssociatedColdKey);
	const isFull = isSubnetFull(context, netuid);
	ensure(!isFull || getEvicted(context, netuid) !== undefined, errors.NoNeuronIdAvailable);

	payPrice(context, registration, price);
	const uid = takeUid(context, registration);
	raisePrice(context, netuid);
	const {RAORecycledForRegistration, RegistrationsThisBlock} = registrationItems;
	context.set(RegistrationsThisBlock, netuid, context.get(RegistrationsThisBlock, netuid) + 1);
	context.set(
		RAORecycledForRegistration,
		netuid,
		context.get(RAORecycledForRegistration, netuid) + price,
	);
	context.emit(subnetEvents.NeuronRegistered, [netuid, uid, hotkey]);
}

const isSubnetFull = (context: BlockContext, netuid: number) =>
	context.get(subnetItems.SubnetworkN, netuid) >=
	context.get(registrationItems.MaxAllowedUids, netuid);

function payPrice(context: BlockContext, {netuid, coldkey}: Registration, price: bigint) {
	const amount = payToSubnet(context, {netuid, coldkey, amount: price});
	const {paidOut} = buy(context, {netuid, amount});
	change(context, poolItems.SubnetAlphaOut, netuid, alpha => subtract(alpha, paidOut));
}

function takeUid(context: BlockContext, {netuid, hotkey}: Registration): number {
	if (!isSubnetFull(context, netuid)) {
		return appendNeuron(context, netuid, hotkey);
	}

	const uid = getEvicted(context, netuid) ?? fail(errors.NoNeuronIdAvailable);
	replaceNeuron(context, {netuid, uid}, hotkey);
	return uid;
}
