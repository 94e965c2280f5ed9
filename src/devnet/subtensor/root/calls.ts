import {defineCall} from '../../pallet/calls.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {btreeSet} from '../../scale/collections.ts';
import {u16} from '../../scale/numbers.ts';
import {payFromSubnet} from '../accounts/funds.ts';
import type {KeyPair} from '../accounts/hotkeys.ts';
import {getSubnetAccount} from '../accounts/system-accounts.ts';
import {errors} from '../errors.ts';
import {stakeEvents} from '../events.ts';
import {buy, sell} from '../market/market.ts';
import {addStake} from '../stake/alpha.ts';
import {accountItems, rootItems} from '../storage/stake.ts';
import {rootClaimType, type RootClaimType} from '../types.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {countClaimed, excludeNewStake, getOwed} from './claims.ts';

/** The minimum claim, in rao of alpha. */
const smallestClaim = 500_000n;

/** The maximum number of subnets in a claim. */
const mostSubnets = 5;

/** Calls by which root stakers claim what subnets owe them. */
export const rootCalls = {
	claim_root: defineCall({
		index: 121,
		args: {subnets: btreeSet(u16)},
		run(context, {subnets}) {
			const coldkey = ensureSigned(context);
			ensure(subnets.size > 0 && subnets.size <= mostSubnets, errors.InvalidSubnetNumber);
			for (const hotkey of context.get(accountItems.StakingHotkeys, coldkey)) {
				for (const netuid of subnets) {
					claim(context, {coldkey, hotkey}, netuid);
				}
			}

			context.emit(stakeEvents.RootClaimed, {coldkey});
		},
	}),
	set_root_claim_type: defineCall({
		index: 122,
		args: {new_root_claim_type: rootClaimType},
		run(context, {new_root_claim_type: type}) {
			context.set(rootItems.RootClaimType, ensureSigned(context), type);
		},
	}),
};

function claim(context: BlockContext, keys: KeyPair, netuid: number) {
	const owed = getOwed(context, keys, netuid);
	if (owed < smallestClaim) {
		return;
	}

	if (isKept(context.get(rootItems.RootClaimType, keys.coldkey), netuid)) {
		addStake(context, {...keys, netuid}, owed);
	} else {
		sellForRoot(context, keys, {netuid, amount: owed});
	}

	countClaimed(context, keys, {netuid, amount: owed});
}

const isKept = (type: RootClaimType, netuid: number) =>
	type.type === 'Keep' || (type.type === 'KeepSubnets' && type.value.subnets.has(netuid));

/** Sell the alpha without a fee and stake the TAO on root. */
function sellForRoot(
	context: BlockContext,
	keys: KeyPair,
	{netuid, amount}: {readonly netuid: number; readonly amount: bigint},
) {
	const {paidOut} = sell(context, {netuid, amount, isFree: true});
	payFromSubnet(context, {netuid, coldkey: getSubnetAccount(rootNetuid), amount: paidOut});
	buy(context, {netuid: rootNetuid, amount: paidOut});
	addStake(context, {...keys, netuid: rootNetuid}, paidOut);
	excludeNewStake(context, keys, paidOut);
}
