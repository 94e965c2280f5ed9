import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import type {StateReader} from '../../pallet/context.ts';
import {accountId, type AccountId} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {tuple} from '../../scale/composites.ts';
import {u64} from '../../scale/numbers.ts';
import {q64} from '../economy/fixed-point.ts';
import {getSpotPrice} from '../market/market.ts';
import {getOwed} from '../root/claims.ts';
import {accountItems} from '../storage/stake.ts';
import {getSubnets} from '../subnets/networks.ts';

/**
Methods of newer releases, in which root stakers' earnings go into baskets. There are no baskets here; a staker's claim is the value that `claim_root` would pay.
*/
export const basketMethods = {
	get_root_basket_positions: defineApiMethod({
		inputs: {coldkey: accountId},
		output: vec(tuple(accountId, u64, u64)),
		run: () => [],
	}),
	get_root_basket_owed: defineApiMethod({
		inputs: {coldkey: accountId},
		output: u64,
		run: (state, {coldkey}) => getOwedTao(state, coldkey),
	}),
};

function getOwedTao(state: StateReader, coldkey: AccountId): bigint {
	let owed = 0n;
	for (const hotkey of state.get(accountItems.StakingHotkeys, coldkey)) {
		for (const netuid of getSubnets(state)) {
			const alpha = getOwed(state, {coldkey, hotkey}, netuid);
			owed += q64.multiply(getSpotPrice(state, netuid), alpha);
		}
	}

	return owed;
}
