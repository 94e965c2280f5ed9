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
	/** Whether to do what the limit allows where that is less. */
	readonly allowPartial: boolean;
};

/** One of the two ways between TAO and stake. */
export type Way = {
	/** Get how much goes before the price passes a limit. */
	readonly getLargest: (state: StateReader, limit: PriceLimit) => bigint;
	readonly check: (state: StateReader, request: StakeRequest) => void;
	/** Trade, and give what was paid out, in rao. */
	readonly trade: (context: BlockContext, trade: StakeTrade) => bigint;
};

/**
Stake or unstake as long as the price stays within a limit.

@throws {DispatchFailure} What the way's check finds, or the pool's `PriceLimitExceeded`.
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
