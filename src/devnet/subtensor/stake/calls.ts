import {defineCall} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId} from '../../scale/bytes.ts';
import {option} from '../../scale/collections.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {addToStake, addToStakeLimited} from './add.ts';
import {getStake} from './alpha.ts';
import {removeAll, removeAllAlpha, removeFromStake, removeFromStakeLimited} from './remove.ts';

const limited = {limit_price: u64, allow_partial: bool} as const;

/** Calls that convert TAO into stake and back. */
export const stakeCalls = {
	add_stake: defineCall({
		index: 2,
		args: {hotkey: accountId, netuid: u16, amount_staked: u64},
		run(context, {hotkey, netuid, amount_staked: amount}) {
			addToStake(context, {coldkey: ensureSigned(context), hotkey, netuid}, amount);
		},
	}),
	add_stake_limit: defineCall({
		index: 88,
		args: {hotkey: accountId, netuid: u16, amount_staked: u64, ...limited},
		run(context, {hotkey, netuid, amount_staked: amount, ...rest}) {
			addToStakeLimited(
				context,
				{coldkey: ensureSigned(context), hotkey, netuid},
				{amount, limit: rest.limit_price, allowPartial: rest.allow_partial},
			);
		},
	}),
	remove_stake: defineCall({
		index: 3,
		args: {hotkey: accountId, netuid: u16, amount_unstaked: u64},
		run(context, {hotkey, netuid, amount_unstaked: amount}) {
			removeFromStake(context, {coldkey: ensureSigned(context), hotkey, netuid}, amount);
		},
	}),
	remove_stake_limit: defineCall({
		index: 89,
		args: {hotkey: accountId, netuid: u16, amount_unstaked: u64, ...limited},
		run(context, {hotkey, netuid, amount_unstaked: amount, ...rest}) {
			removeFromStakeLimited(
				context,
				{coldkey: ensureSigned(context), hotkey, netuid},
				{amount, limit: rest.limit_price, allowPartial: rest.allow_partial},
			);
		},
	}),
	remove_stake_full_limit: defineCall({
		index: 103,
		args: {hotkey: accountId, netuid: u16, limit_price: option(u64)},
		run(context, {hotkey, netuid, limit_price: limit}) {
			const position = {coldkey: ensureSigned(context), hotkey, netuid};
			const amount = getStake(context, position);
			if (limit === undefined) {
				removeFromStake(context, position, amount);
			} else {
				removeFromStakeLimited(context, position, {amount, limit, allowPartial: false});
			}
		},
	}),
	unstake_all: defineCall({
		index: 83,
		args: {hotkey: accountId},
		run(context, {hotkey}) {
			removeAll(context, {coldkey: ensureSigned(context), hotkey});
		},
	}),
	unstake_all_alpha: defineCall({
		index: 84,
		args: {hotkey: accountId},
		run(context, {hotkey}) {
			removeAllAlpha(context, {coldkey: ensureSigned(context), hotkey});
		},
	}),
};
