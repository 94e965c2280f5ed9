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
	/** The amount offered, including the fee, in rao. */
	readonly amount: bigint;
	/** The price to stop at, in rao per alpha. @default No limit */
	readonly limit?: bigint;
	/** Whether the fee is waived. @default false */
	readonly isFree?: boolean;
};

/** The result of a trade. */
export type Trade = Pick<Swap, 'paidIn' | 'paidOut' | 'fee'>;

export type TradeResult = ({readonly ok: true} & Trade) | SwapRefusal;

/** Whether a subnet's alpha has a price of its own; on root and on stable subnets it equals TAO. */
export const isDynamic = (state: StateReader, netuid: number): boolean =>
	state.get(subnetItems.SubnetMechanism, netuid) === 1;

export const getPool = (state: StateReader, netuid: number): Pool => ({
	tao: state.get(poolItems.SubnetTAO, netuid),
	alpha: state.get(poolItems.SubnetAlphaIn, netuid),
	quoteWeight: state.get(swapItems.SwapBalancer, netuid).quote,
});

/** Get the price of alpha in TAO, 64 fraction bits. */
export const getSpotPrice = (state: StateReader, netuid: number): bigint =>
	isDynamic(state, netuid) ? getPrice(getPool(state, netuid)) : q64.one;

/** Get the fee on an amount, in the token offered, in rao. */
export const getSwapFee = (state: StateReader, {netuid, amount}: Order): bigint =>
	isDynamic(state, netuid) ? getFee(amount, BigInt(state.get(swapItems.FeeRate, netuid))) : 0n;

/** Simulate buying alpha; nothing is written. */
export const quoteBuy = (state: StateReader, order: Order): TradeResult =>
	quote(state, order, buyAlpha);

/** Simulate selling alpha; nothing is written. */
export const quoteSale = (state: StateReader, order: Order): TradeResult =>
	quote(state, order, sellAlpha);

/**
Buy alpha from a subnet's pool. The TAO is already on the subnet's account; the caller credits the alpha.

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
Sell alpha to a subnet's pool. The alpha is already removed from the seller's stake; the caller transfers the TAO from the subnet's account.

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

/** Update a subnet's amount from its previous value. */
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
