import type {BlockContext} from '../../pallet/context.ts';
import {becomeDelegate, isOwner} from '../accounts/hotkeys.ts';
import type {Position} from './alpha.ts';
import {checkStaking} from './checks.ts';
import {getLargestBuy} from './limits.ts';
import {stakeTao, type StakeTrade} from './trade.ts';
import {type LimitedAmount, tradeWithinLimit} from './within-limit.ts';

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
	amount: LimitedAmount,
): void {
	tradeWithinLimit(context, position, amount, {
		getLargest: getLargestBuy,
		check: checkStaking,
		trade: stakeAsDelegate,
	});
}

function stakeAsDelegate(context: BlockContext, trade: StakeTrade) {
	if (!isOwner(context, trade)) {
		becomeDelegate(context, trade.hotkey);
	}

	return stakeTao(context, trade);
}
