import {defineCall} from '../../pallet/calls.ts';
import type {StateReader} from '../../pallet/context.ts';
import {badOrigin} from '../../pallet/dispatch-error.ts';
import {ensure} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId, type AccountId} from '../../scale/bytes.ts';
import {option} from '../../scale/collections.ts';
import {u16} from '../../scale/numbers.ts';
import {errors} from '../errors.ts';
import {emissionEvents, subnetEvents} from '../events.ts';
import {getPoolError} from '../pool-errors.ts';
import {isRegistered} from '../registration/neurons.ts';
import {stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {subnetIdentity} from '../types.ts';
import {foundSubnet, isFoundingInTime} from './create.ts';
import {ensureIdentity, identityArgs} from './identity.ts';
import {isNetwork} from './networks.ts';

/** Calls that create, start and name subnets. */
export const subnetCalls = {
	register_network: defineCall({
		index: 59,
		args: {hotkey: accountId},
		validate: context =>
			isFoundingInTime(context) ? undefined : getPoolError(errors.NetworkTxRateLimitExceeded),
		run(context, {hotkey}) {
			foundSubnet(context, {coldkey: ensureSigned(context), hotkey});
		},
	}),
	register_network_with_identity: defineCall({
		index: 79,
		args: {hotkey: accountId, identity: option(subnetIdentity)},
		run(context, {hotkey, identity}) {
			foundSubnet(context, {coldkey: ensureSigned(context), hotkey, identity});
		},
	}),
	start_call: defineCall({
		index: 92,
		args: {netuid: u16},
		run(context, {netuid}) {
			const coldkey = ensureSigned(context);
			const {FirstEmissionBlockNumber, NetworkRegisteredAt, StartCallDelay} = subnetItems;
			ensure(isNetwork(context, netuid), errors.SubnetNotExists);
			ensure(isSubnetOwner(context, netuid, coldkey), badOrigin);
			ensure(
				!context.has(FirstEmissionBlockNumber, netuid),
				errors.FirstEmissionBlockNumberAlreadySet,
			);
			const block = BigInt(context.number);
			const earliest = context.get(NetworkRegisteredAt, netuid) + context.get(StartCallDelay);
			ensure(block >= earliest, errors.NeedWaitingMoreBlocksToStarCall);
			context.set(FirstEmissionBlockNumber, netuid, block + 1n);
			context.set(subnetItems.SubtokenEnabled, netuid, true);
			context.emit(subnetEvents.FirstEmissionBlockNumberSet, [netuid, block + 1n]);
		},
	}),
	set_subnet_identity: defineCall({
		index: 78,
		args: {netuid: u16, ...identityArgs},
		run(context, {netuid, ...identity}) {
			const coldkey = ensureSigned(context);
			ensure(isSubnetOwner(context, netuid, coldkey), errors.NotSubnetOwner);
			ensureIdentity(identity);
			context.set(subnetItems.SubnetIdentitiesV3, netuid, identity);
			context.emit(subnetEvents.SubnetIdentitySet, netuid);
		},
	}),
	set_coldkey_auto_stake_hotkey: defineCall({
		index: 114,
		args: {netuid: u16, hotkey: accountId},
		run(context, {netuid, hotkey}) {
			const coldkey = ensureSigned(context);
			ensure(isNetwork(context, netuid), errors.SubnetNotExists);
			ensure(isRegistered(context, netuid, hotkey), errors.HotKeyNotRegisteredInSubNet);
			const current = context.get(stakeItems.AutoStakeDestination, coldkey, netuid);
			ensure(current !== hotkey, errors.SameAutoStakeHotkeyAlreadySet);
			context.set(stakeItems.AutoStakeDestination, coldkey, netuid, hotkey);
			context.emit(emissionEvents.AutoStakeDestinationSet, {coldkey, netuid, hotkey});
		},
	}),
};

const isSubnetOwner = (state: StateReader, netuid: number, coldkey: AccountId) =>
	state.get(subnetItems.SubnetOwner, netuid) === coldkey;
