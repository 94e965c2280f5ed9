import type {BlockContext} from '../../pallet/context.ts';
import {becomeDelegate, isOwner} from '../accounts/hotkeys.ts';
import {smaller} from '../economy/fixed-point.ts';
import type {Position} from './alpha.ts';
import {checkStaking} from './checks.ts';
import {getLargestBuy} from './limits.ts';
import {stakeTao} from './trade.ts';

export type LimitedAmount = {
	/** In rao. */
	readonly amount: bigint;
	/** In rao per alpha. */
	readonly limit: bigint;
	/** Whether to do what the limit allows where that is less. */
	readonly allowPartial: boolean;
};

/**
Stake TAO at whatever the price becomes.

@throws {DispatchFailure} What `checkStaking()` finds.
*/
export function addToStake(context: BlockContext, position: Position, amount: bigint): void {
	checkStaking(context, {...position, amount});
	stakeTao(context, {...position, amount});
}

/**
Stake TAO as long as the price stays within a limit.

@throws {DispatchFailure} What `checkStaking()` finds, or the pool's `PriceLimitExceeded`.
*/
export function addToStakeLimited(
	context: BlockContext,
	position: Position,
	{amount, limit, allowPartial}: LimitedAmount,
): void {
	const most = getLargestBuy(context, {netuid: position.netuid, limit});
	checkStaking(context, {...position, amount, most, allowPartial});
	if (!isOwner(context, position)) {
		becomeDelegate(context, position.hotkey);
	}

	stakeTao(context, {...position, amount: smaller(amount, most), limit});
}
