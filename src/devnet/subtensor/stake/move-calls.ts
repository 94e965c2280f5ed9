import {defineCall} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId} from '../../scale/bytes.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {stakeEvents} from '../events.ts';
import {moveStake} from './move.ts';

const route = {origin_netuid: u16, destination_netuid: u16, alpha_amount: u64} as const;

/** Calls that move stake without paying out TAO. */
export const moveCalls = {
	move_stake: defineCall({
		index: 85,
		args: {origin_hotkey: accountId, destination_hotkey: accountId, ...route},
		run(context, args) {
			const coldkey = ensureSigned(context);
			const from = {coldkey, hotkey: args.origin_hotkey, netuid: args.origin_netuid};
			const to = {coldkey, hotkey: args.destination_hotkey, netuid: args.destination_netuid};
			const worth = moveStake(context, {from, to, wanted: args.alpha_amount});
			context.emit(stakeEvents.StakeMoved, [
				coldkey,
				from.hotkey,
				from.netuid,
				to.hotkey,
				to.netuid,
				worth,
			]);
		},
	}),
	transfer_stake: defineCall({
		index: 86,
		args: {destination_coldkey: accountId, hotkey: accountId, ...route},
		run(context, {hotkey, ...args}) {
			const coldkey = ensureSigned(context);
			const from = {coldkey, hotkey, netuid: args.origin_netuid};
			const to = {coldkey: args.destination_coldkey, hotkey, netuid: args.destination_netuid};
			const wanted = args.alpha_amount;
			const worth = moveStake(context, {from, to, wanted, needsToggle: true});
			context.emit(stakeEvents.StakeTransferred, [
				coldkey,
				to.coldkey,
				hotkey,
				from.netuid,
				to.netuid,
				worth,
			]);
		},
	}),
	swap_stake: defineCall({
		index: 87,
		args: {hotkey: accountId, ...route},
		run(context, {hotkey, ...args}) {
			const coldkey = ensureSigned(context);
			const from = {coldkey, hotkey, netuid: args.origin_netuid};
			const to = {coldkey, hotkey, netuid: args.destination_netuid};
			const worth = moveStake(context, {from, to, wanted: args.alpha_amount});
			context.emit(stakeEvents.StakeSwapped, [coldkey, hotkey, from.netuid, to.netuid, worth]);
		},
	}),
};
