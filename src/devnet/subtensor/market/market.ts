import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {fail} from '../../pallet/errors.ts';
import {q64, subtract} from '../economy/fixed-point.ts';
import {getPrice, type Pool} from '../economy/pool.ts';
import {
	buyAlpha,
	getFee,
	priceFromRao,
	sellAlpha,
	type Swap,
	type SwapRefusal,
} from '../economy/swap.ts';
import {poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {swapErrors, swapItems} from './swap-pallet.ts';

export type Order = {
	readonly netuid: number;
	/** What is offered, fee included, in rao. */
	readonly amount: bigint;
	/** The price to stop at, in rao per alpha. @default No limit */
	readonly limit?: bigint;
	/** Whether the pool asks for no fee. @default false */
	readonly isFree?: boolean;
};

/** What a trade comes to. */
export type Trade = Pick<Swap, 'paidIn' | 'paidOut' | 'fee'>;

export type TradeResult = ({readonly ok: true} & Trade) | SwapRefusal;

/** Whether a subnet's alpha has a price of its own; on root and on stable subnets it is TAO by another name. */
export const isDynamic = (state: StateReader, netuid: number): boolean =>
	state.get(subnetItems.SubnetMechanism, netuid) === 1;

export const getPool = (state: StateReader, netuid: number): Pool => ({
	tao: state.get(poolItems.SubnetTAO, netuid),
	alpha: state.get(poolItems.SubnetAlphaIn, netuid),
	quoteWeight: state.get(swapItems.SwapBalancer, netuid).quote,
});

/** The price of alpha in TAO, 64 fraction bits. */
export const getSpotPrice = (state: StateReader, netuid: number): bigint =>
	isDynamic(state, netuid) ? getPrice(getPool(state, netuid)) : q64.one;

/** The fee on an offer, in the token offered, in rao. */
export const getSwapFee = (state: StateReader, {netuid, amount}: Order): bigint =>
	isDynamic(state, netuid) ? getFee(amount, BigInt(state.get(swapItems.FeeRate, netuid))) : 0n;

/** What buying alpha would come to; nothing is written. */
export const quoteBuy = (state: StateReader, order: Order): TradeResult =>
	quote(state, order, buyAlpha);

/** What selling alpha would come to; nothing is written. */
export const quoteSale = (state: StateReader, order: Order): TradeResult =>
	quote(state, order, sellAlpha);

/**
Buy alpha from a subnet's pool. The TAO is on the subnet's account already; whoever asked gives the alpha to somebody.

@throws {DispatchFailure} One of the pool's refusals.
*/
export function buy(context: BlockContext, order: Order): Trade {
	const trade = expectTrade(quoteBuy(context, order));
	const {netuid} = order;
	const {paidIn, paidOut} = trade;
	change(context, poolItems.SubnetAlphaIn, netuid, alpha => subtract(alpha, paidOut));
	change(context, poolItems.SubnetAlphaOut, netuid, alpha => alpha + paidOut);
	change(context, poolItems.SubnetTAO, netuid, tao => tao + paidIn);
	change(context, poolItems.SubnetVolume, netuid, volume => volume + paidIn);
	context.set(poolItems.TotalStake, context.get(poolItems.TotalStake) + paidIn);
	return trade;
}

/**
Sell alpha to a subnet's pool. The alpha is out of the seller's stake already; whoever asked moves the TAO off the subnet's account.

@throws {DispatchFailure} One of the pool's refusals.
*/
export function sell(context: BlockContext, order: Order): Trade {
	const trade = expectTrade(quoteSale(context, order));
	const {netuid} = order;
	const {paidIn, paidOut} = trade;
	change(context, poolItems.SubnetAlphaIn, netuid, alpha => alpha + paidIn);
	change(context, poolItems.SubnetAlphaOut, netuid, alpha => subtract(alpha, paidIn));
	change(context, poolItems.SubnetTAO, netuid, tao => subtract(tao, paidOut));
	change(context, poolItems.SubnetVolume, netuid, volume => volume + paidOut);
	context.set(poolItems.TotalStake, subtract(context.get(poolItems.TotalStake), paidOut));
	return trade;
}

type SubnetAmount = (typeof poolItems)[
	'SubnetAlphaIn' | 'SubnetAlphaOut' | 'SubnetTAO' | 'SubnetVolume'];

/** Write a subnet's amount anew from what it was. */
export function change(
	context: BlockContext,
	item: SubnetAmount,
	netuid: number,
	update: (amount: bigint) => bigint,
): void {
	context.set(item, netuid, update(context.get(item, netuid)));
}

function quote(
	state: StateReader,
	{netuid, amount, limit, isFree = false}: Order,
	trade: typeof buyAlpha,
): TradeResult {
	if (!isDynamic(state, netuid)) {
		return {ok: true, paidIn: amount, paidOut: amount, fee: 0n};
	}

	return trade(getPool(state, netuid), {
		amount,
		feeRate: isFree ? 0n : BigInt(state.get(swapItems.FeeRate, netuid)),
		limit: limit === undefined ? undefined : priceFromRao(limit),
	});
}

const expectTrade = (result: TradeResult): Trade =>
	result.ok ? result : fail(swapErrors[result.reason]);
