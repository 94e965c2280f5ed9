import {defineCall} from '../../pallet/calls.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId} from '../../scale/bytes.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {isHotkeyKnown} from '../accounts/hotkeys.ts';
import {smaller} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {stakeEvents} from '../events.ts';
import {change} from '../market/market.ts';
import {poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {isNetwork, rootNetuid} from '../subnets/networks.ts';
import {getStake, removeStake, type Position} from './alpha.ts';

const args = {hotkey: accountId, amount: u64, netuid: u16} as const;

/** Calls that destroy stake: recycled alpha can be emitted again, burned alpha cannot. */
export const alphaCalls = {
	recycle_alpha: defineCall({
		index: 101,
		args,
		run(context, {hotkey, amount: wanted, netuid}) {
			const coldkey = ensureSigned(context);
			const amount = destroyStake(context, {coldkey, hotkey, netuid}, wanted);
			change(context, poolItems.SubnetAlphaOut, netuid, alpha => alpha - amount);
			context.emit(stakeEvents.AlphaRecycled, [coldkey, hotkey, amount, netuid]);
		},
	}),
	burn_alpha: defineCall({
		index: 102,
		args,
		run(context, {hotkey, amount: wanted, netuid}) {
			const coldkey = ensureSigned(context);
			const amount = destroyStake(context, {coldkey, hotkey, netuid}, wanted);
			context.emit(stakeEvents.AlphaBurned, [coldkey, hotkey, amount, netuid]);
		},
	}),
};

function destroyStake(context: BlockContext, position: Position, wanted: bigint): bigint {
	const {hotkey, netuid} = position;
	ensure(isNetwork(context, netuid), errors.SubnetNotExists);
	ensure(netuid !== rootNetuid, errors.CannotBurnOrRecycleOnRootSubnet);
	ensure(context.get(subnetItems.SubtokenEnabled, netuid), errors.SubtokenDisabled);
	ensure(isHotkeyKnown(context, hotkey), errors.HotKeyAccountNotExists);
	const amount = smaller(wanted, getStake(context, position));
	ensure(context.get(poolItems.SubnetAlphaOut, netuid) >= amount, errors.InsufficientLiquidity);
	removeStake(context, position, amount);
	return amount;
}
