import type {StateReader} from '../../pallet/context.ts';
import {fail} from '../../pallet/errors.ts';
import {largestInput} from '../economy/swap.ts';
import {getPool, isDynamic, quoteBuy, quoteSale, type TradeResult} from '../market/market.ts';
import {swapErrors} from '../market/swap-pallet.ts';

/** 1 TAO per alpha, in rao. */
const parity = 1_000_000_000n;

/** More than anyone has, in rao. */
const unlimited = BigInt.asUintN(64, -1n);

export type PriceLimit = {
	readonly netuid: number;
	/** In rao per alpha. */
	readonly limit: bigint;
};

/**
Get the amount of TAO, including the fee, that buys alpha until the price reaches a limit, in rao.

@throws {DispatchFailure} One of the pool's refusals.
*/
export function getLargestBuy(state: StateReader, {netuid, limit}: PriceLimit): bigint {
	if (!isDynamic(state, netuid)) {
		return limit >= parity ? unlimited : 0n;
	}

	const amount = getPool(state, netuid).tao * largestInput;
	return getInput(quoteBuy(state, {netuid, limit, amount}));
}

/**
Get the amount of alpha, including the fee, that sells until the price reaches a limit, in rao.

@throws {DispatchFailure} One of the pool's refusals.
*/
export function getLargestSale(state: StateReader, {netuid, limit}: PriceLimit): bigint {
	if (!isDynamic(state, netuid)) {
		return limit <= parity ? unlimited : 0n;
	}

	const amount = getPool(state, netuid).alpha * largestInput;
	return getInput(quoteSale(state, {netuid, limit, amount}));
}

const getInput = (result: TradeResult) =>
	result.ok ? result.paidIn + result.fee : fail(swapErrors[result.reason]);
