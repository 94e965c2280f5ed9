import {getSpendable} from '../../frame/balances/funds.ts';
import type {StateReader} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {isHotkeyKnown} from '../accounts/hotkeys.ts';
import {smaller} from '../economy/fixed-point.ts';
import {largestInput} from '../economy/swap.ts';
import {errors} from '../errors.ts';
import {getPool, getSwapFee, isDynamic, quoteBuy, quoteSale} from '../market/market.ts';
import {subnetItems} from '../storage/subnets.ts';
import {isNetwork} from '../subnets/networks.ts';
import {getStake, type Position} from './alpha.ts';

/** The minimum stake, without the fee, in rao. */
export const minimumStake = 2_000_000n;

export type StakeRequest = Position & {
	/** TAO to stake or alpha to unstake, in rao. */
	readonly amount: bigint;
	/** The amount that a price limit allows, in rao. @default All */
	readonly most?: bigint;
	/** Whether a smaller amount than requested is acceptable. @default false */
	readonly allowPartial?: boolean;
};

/**
Check a request to stake, in the main chain's order.

@throws {DispatchFailure} The first error.
*/
export function checkStaking(state: StateReader, request: StakeRequest): void {
	const {coldkey, hotkey, netuid, amount, most = amount, allowPartial = false} = request;
	ensure(
		!isDynamic(state, netuid) || amount <= getPool(state, netuid).tao * largestInput,
		errors.InsufficientLiquidity,
	);
	ensure(isNetwork(state, netuid), errors.SubnetNotExists);
	ensure(state.get(subnetItems.SubtokenEnabled, netuid), errors.SubtokenDisabled);
	const fee = getSwapFee(state, {netuid, amount: minimumStake});
	ensure(amount >= minimumStake + fee, errors.AmountTooLow);
	ensure(allowPartial || amount <= most, errors.SlippageTooHigh);
	const possible = smaller(amount, most);
	ensure(getSpendable(state, coldkey) >= possible, errors.NotEnoughBalanceToStake);
	ensure(isHotkeyKnown(state, hotkey), errors.HotKeyAccountNotExists);
	const quote = quoteBuy(state, {netuid, amount: possible});
	ensure(quote.ok, errors.InsufficientLiquidity);
	ensure(quote.paidIn >= minimumStake, errors.AmountTooLow);
	ensure(quote.paidOut > 0n, errors.InsufficientLiquidity);
}

/**
Check a request to unstake, in the main chain's order. The amount must be worth at least the minimum stake, unless it is all.

@throws {DispatchFailure} The first error.
*/
export function checkUnstaking(state: StateReader, request: StakeRequest): void {
	const {hotkey, netuid, amount, most = amount, allowPartial = false} = request;
	ensure(
		!isDynamic(state, netuid) || amount <= getPool(state, netuid).alpha * largestInput,
		errors.InsufficientLiquidity,
	);
	ensure(isNetwork(state, netuid), errors.SubnetNotExists);
	ensure(amount > 0n, errors.AmountTooLow);
	const stake = getStake(state, request);
	ensure(stake >= amount, errors.NotEnoughStakeToWithdraw);
	const quote = quoteSale(state, {netuid, amount});
	ensure(quote.ok, errors.InsufficientLiquidity);
	ensure(stake === amount || quote.paidOut >= minimumStake, errors.AmountTooLow);
	ensure(allowPartial || amount <= most, errors.SlippageTooHigh);
	ensure(isHotkeyKnown(state, hotkey), errors.HotKeyAccountNotExists);
}
