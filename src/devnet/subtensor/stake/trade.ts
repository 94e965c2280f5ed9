import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {burnFromSubnet, payFromSubnet, payToSubnet} from '../accounts/funds.ts';
import {errors} from '../errors.ts';
import {stakeEvents} from '../events.ts';
import {buy, sell} from '../market/market.ts';
import {excludeNewStake, excludeOldStake} from '../root/claims.ts';
import {stakeItems} from '../storage/stake.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {addStake, removeStake, type Position} from './alpha.ts';

export type StakeTrade = Position & {
	/** TAO to stake or alpha to unstake, in rao. */
	readonly amount: bigint;
	/** The price to stop at, in rao per alpha. @default No limit */
	readonly limit?: bigint;
	/** Whether the fee is waived. @default false */
	readonly isFree?: boolean;
};

/**
Convert a coldkey's TAO into stake at the pool's price.

@returns The stake bought, in rao of alpha.
@throws {DispatchFailure} `InsufficientBalance`, `AmountTooLow`, or one of the pool's refusals.
*/
export function stakeTao(context: BlockContext, trade: StakeTrade): bigint {
	const {coldkey, hotkey, netuid} = trade;
	const amount = payToSubnet(context, trade);
	const {paidOut, fee} = buy(context, {...trade, amount});
	ensure(paidOut > 0n, errors.AmountTooLow);
	addStake(context, trade, paidOut);
	burnFromSubnet(context, netuid, fee);
	if (netuid === rootNetuid) {
		excludeNewStake(context, trade, paidOut);
	}

	noteStake(context, coldkey, hotkey);
	context.emit(stakeEvents.StakeAdded, [coldkey, hotkey, amount, paidOut, netuid, fee]);
	return paidOut;
}

/**
Convert stake into TAO of its coldkey at the pool's price. Alpha left over by a price limit stays staked.

@returns The TAO paid, in rao.
@throws {DispatchFailure} One of the pool's refusals.
*/
export function unstakeAlpha(context: BlockContext, trade: StakeTrade): bigint {
	const {coldkey, hotkey, netuid, amount} = trade;
	removeStake(context, trade, amount);
	const {paidIn, paidOut, fee} = sell(context, trade);
	addStake(context, trade, amount - paidIn - fee);
	payFromSubnet(context, {netuid, coldkey, amount: paidOut});
	if (netuid === rootNetuid) {
		excludeOldStake(context, trade, amount);
	}

	noteStake(context, coldkey, hotkey);
	context.emit(stakeEvents.StakeRemoved, [coldkey, hotkey, paidOut, paidIn, netuid, fee]);
	return paidOut;
}

/** Record when a coldkey last moved stake of a hotkey. */
export function noteStake(context: BlockContext, coldkey: AccountId, hotkey: AccountId): void {
	context.set(stakeItems.LastColdkeyHotkeyStakeBlock, coldkey, hotkey, BigInt(context.number));
}
