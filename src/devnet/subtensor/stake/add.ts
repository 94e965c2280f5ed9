import type {BlockContext} from '../../pallet/context.ts';
import {becomeDelegate, isOwner} from '../accounts/hotkeys.ts';
import type {Position} from './alpha.ts';
import {checkStaking} from './checks.ts';
import {getLargestBuy} from './limits.ts';
import {stakeTao, type StakeTrade} from './trade.ts';
import {type LimitedAmount, tradeWithinLimit} from './within-limit.ts';

/**
Stake TAO at any price.

@throws {DispatchFailure} The error from `checkStaking()`.
*/
export function addToStake(context: BlockContext, position: Position, amount: bigint): void {
	checkStaking(context, {...position, amount});
	stakeTao(context, {...position, amount});
}

/**
Stake TAO while the price stays within a limit.

@throws {DispatchFailure} The error from `checkStaking()`, or the pool's `PriceLimitExceeded`.
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
