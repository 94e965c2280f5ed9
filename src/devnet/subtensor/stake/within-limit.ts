import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {smaller} from '../economy/fixed-point.ts';
import type {Position} from './alpha.ts';
import type {StakeRequest} from './checks.ts';
import type {PriceLimit} from './limits.ts';
import type {StakeTrade} from './trade.ts';

export type LimitedAmount = {
	/** In rao. */
	readonly amount: bigint;
	/** In rao per alpha. */
	readonly limit: bigint;
	/** Whether to trade the part that the limit allows, if that is less. */
	readonly allowPartial: boolean;
};

/** A direction between TAO and stake. */
export type Way = {
	/** Get the amount that can be traded before the price passes a limit. */
	readonly getLargest: (state: StateReader, limit: PriceLimit) => bigint;
	readonly check: (state: StateReader, request: StakeRequest) => void;
	/** Trade; returns what was paid out, in rao. */
	readonly trade: (context: BlockContext, trade: StakeTrade) => bigint;
};

/**
Stake or unstake while the price stays within a limit.

@throws {DispatchFailure} The error from the direction's check, or the pool's `PriceLimitExceeded`.
*/
export function tradeWithinLimit(
	context: BlockContext,
	position: Position,
	{amount, limit, allowPartial}: LimitedAmount,
	{getLargest, check, trade}: Way,
): void {
	const most = getLargest(context, {netuid: position.netuid, limit});
	check(context, {...position, amount, most, allowPartial});
	trade(context, {...position, amount: smaller(amount, most), limit});
}
