import type {BlockContext} from '../../pallet/context.ts';
import {DispatchFailure, ensure} from '../../pallet/errors.ts';
import {isHotkeyKnown, type KeyPair} from '../accounts/hotkeys.ts';
import {smaller} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getNetworks, getSubnets, rootNetuid} from '../subnets/networks.ts';
import {getStake, type Position} from './alpha.ts';
import {checkUnstaking} from './checks.ts';
import {getLargestSale} from './limits.ts';
import {stakeTao, unstakeAlpha} from './trade.ts';
import {type LimitedAmount, tradeWithinLimit} from './within-limit.ts';

/**
Unstake alpha at any price. A request for more than the stake gets all of it.

@throws {DispatchFailure} `SubtokenDisabled`, or the error from `checkUnstaking()`.
*/
export function removeFromStake(context: BlockContext, position: Position, wanted: bigint): void {
	ensure(context.get(subnetItems.SubtokenEnabled, position.netuid), errors.SubtokenDisabled);
	const amount = smaller(wanted, getStake(context, position));
	checkUnstaking(context, {...position, amount});
	unstakeAlpha(context, {...position, amount});
}

/**
Unstake alpha while the price stays within a limit.

@throws {DispatchFailure} The error from `checkUnstaking()`, or the pool's `PriceLimitExceeded`.
*/
export function removeFromStakeLimited(
	context: BlockContext,
	position: Position,
	amount: LimitedAmount,
): void {
	tradeWithinLimit(context, position, amount, {
		getLargest: getLargestSale,
		check: checkUnstaking,
		trade: unstakeAlpha,
	});
}

/**
Unstake everything a coldkey has on a hotkey, on every network where that is possible.

@throws {DispatchFailure} `HotKeyAccountNotExists`.
*/
export function removeAll(context: BlockContext, keys: KeyPair): void {
	removeFrom(context, keys, getNetworks(context));
}

/**
Move everything a coldkey has on a hotkey from subnets to root.

@throws {DispatchFailure} `HotKeyAccountNotExists`, or `AmountTooLow` if nothing can be moved.
*/
export function removeAllAlpha(context: BlockContext, keys: KeyPair): void {
	const amount = removeFrom(context, keys, getSubnets(context));
	ensure(amount > 0n, errors.AmountTooLow);
	stakeTao(context, {...keys, netuid: rootNetuid, amount});
}

function removeFrom(context: BlockContext, keys: KeyPair, netuids: readonly number[]): bigint {
	ensure(isHotkeyKnown(context, keys.hotkey), errors.HotKeyAccountNotExists);
	let paid = 0n;
	for (const netuid of netuids) {
		const position = {...keys, netuid};
		const amount = getStake(context, position);
		if (canRemove(context, {...position, amount})) {
			paid += unstakeAlpha(context, {...position, amount});
		}
	}

	return paid;
}

function canRemove(context: BlockContext, request: Position & {readonly amount: bigint}) {
	if (!context.get(subnetItems.SubtokenEnabled, request.netuid)) {
		return false;
	}

	try {
		checkUnstaking(context, request);
		return true;
	} catch (error) {
		if (error instanceof DispatchFailure) {
			return false;
		}

		throw error;
	}
}
