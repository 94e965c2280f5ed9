import {deposit} from '../frame/balances/funds.ts';
import type {BlockContext} from '../pallet/context.ts';
import type {AccountId} from '../scale/bytes.ts';
import {mintToSubnet} from '../subtensor/accounts/funds.ts';
import {change} from '../subtensor/market/market.ts';
import {addStake, type Position} from '../subtensor/stake/alpha.ts';
import {emissionItems, poolItems} from '../subtensor/storage/pools.ts';
import {rootNetuid} from '../subtensor/subnets/networks.ts';

/** Mint TAO to an account, in rao. */
export function endow(context: BlockContext, account: AccountId, amount: bigint): void {
	deposit(context, account, amount);
	context.set(emissionItems.TotalIssuance, context.get(emissionItems.TotalIssuance) + amount);
}

/** Mint TAO as stake on root, in rao. */
export function endowRootStake(
	context: BlockContext,
	keys: Omit<Position, 'netuid'>,
	amount: bigint,
): void {
	fillTao(context, rootNetuid, amount);
	endowAlpha(context, {...keys, netuid: rootNetuid}, amount);
}

/** Mint alpha as stake, in rao. */
export function endowAlpha(context: BlockContext, position: Position, amount: bigint): void {
	change(context, poolItems.SubnetAlphaOut, position.netuid, alpha => alpha + amount);
	addStake(context, position, amount);
}

/** Mint TAO into a network's reserve, in rao. */
export function fillTao(context: BlockContext, netuid: number, amount: bigint): void {
	mintToSubnet(context, netuid, amount);
	change(context, poolItems.SubnetTAO, netuid, tao => tao + amount);
	context.set(poolItems.TotalStake, context.get(poolItems.TotalStake) + amount);
}
