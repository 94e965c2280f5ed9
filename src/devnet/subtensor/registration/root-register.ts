import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {becomeDelegate, claimHotkey, type KeyPair} from '../accounts/hotkeys.ts';
import {errors} from '../errors.ts';
import {subnetEvents} from '../events.ts';
import {getHotkeyStake} from '../stake/alpha.ts';
import {neuronItems} from '../storage/neurons.ts';
import {registrationItems} from '../storage/registration.ts';
import {subnetItems} from '../storage/subnets.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {appendNeuron, isRegistered, replaceNeuron} from './neurons.ts';

const {
	MaxAllowedUids,
	MaxRegistrationsPerBlock,
	RegistrationsThisBlock,
	RegistrationsThisInterval,
	TargetRegistrationsPerInterval,
} = registrationItems;

/**
Assign a UID on root to a hotkey. It costs nothing; on a full root the hotkey with the lowest stake is replaced by one with more.

@throws {DispatchFailure} The first failing check, in the main chain's order.
*/
export function registerOnRoot(context: BlockContext, {coldkey, hotkey}: KeyPair): void {
	const thisBlock = context.get(RegistrationsThisBlock, rootNetuid);
	const thisInterval = context.get(RegistrationsThisInterval, rootNetuid);
	ensure(
		thisBlock < context.get(MaxRegistrationsPerBlock, rootNetuid),
		errors.TooManyRegistrationsThisBlock,
	);
	ensure(
		thisInterval < context.get(TargetRegistrationsPerInterval, rootNetuid) * 3,
		errors.TooManyRegistrationsThisInterval,
	);
	ensure(!isRegistered(context, rootNetuid, hotkey), errors.HotKeyAlreadyRegisteredInSubNet);
	claimHotkey(context, {coldkey, hotkey});
	const uid = takeRootUid(context, hotkey);
	becomeDelegate(context, hotkey);
	context.set(RegistrationsThisBlock, rootNetuid, thisBlock + 1);
	context.set(RegistrationsThisInterval, rootNetuid, thisInterval + 1);
	context.emit(subnetEvents.NeuronRegistered, [rootNetuid, uid, hotkey]);
}

function takeRootUid(context: BlockContext, hotkey: AccountId): number {
	const count = context.get(subnetItems.SubnetworkN, rootNetuid);
	if (count < context.get(MaxAllowedUids, rootNetuid)) {
		return appendNeuron(context, rootNetuid, hotkey);
	}

	const stakeOf = (other: AccountId) =>
		getHotkeyStake(context, {hotkey: other, netuid: rootNetuid});
	let lowest: {readonly uid: number; readonly stake: bigint} | undefined;
	for (const [[, uid], other] of context.entries(neuronItems.Keys, rootNetuid)) {
		const stake = stakeOf(other);
		if (lowest === undefined || stake < lowest.stake) {
			lowest = {uid, stake};
		}
	}

	ensure(lowest !== undefined && lowest.stake < stakeOf(hotkey), errors.StakeTooLowForRoot);
	replaceNeuron(context, {netuid: rootNetuid, uid: lowest.uid}, hotkey);
	return lowest.uid;
}
