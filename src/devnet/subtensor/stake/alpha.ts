import type {BlockContext, State, StateReader} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {KeyPair} from '../accounts/hotkeys.ts';
import {
	deposit,
	getHolding,
	payAll,
	withdraw,
	type Holding,
	type SharePool,
} from '../economy/share-pool.ts';
import {accountItems, stakeItems} from '../storage/stake.ts';

/** A coldkey's stake on a hotkey of a subnet. */
export type Position = KeyPair & {readonly netuid: number};

/** A hotkey on a subnet, with all its stakers. */
export type HotkeyOnSubnet = {
	readonly hotkey: AccountId;
	readonly netuid: number;
};

/** Get a coldkey's stake on a hotkey of a subnet, in rao of its alpha. */
export const getStake = (state: StateReader, position: Position): bigint =>
	getHolding(readHolding(state, position));

/** Get the total stake on a hotkey of a subnet, in rao of its alpha. */
export const getHotkeyStake = (state: StateReader, {hotkey, netuid}: HotkeyOnSubnet): bigint =>
	state.get(stakeItems.TotalHotkeyAlpha, hotkey, netuid);

/** Add to one coldkey's stake. */
export function addStake(context: BlockContext, position: Position, amount: bigint): void {
	if (amount === 0n) {
		return;
	}

	const {coldkey, hotkey} = position;
	const hotkeys = context.get(accountItems.StakingHotkeys, coldkey);
	if (!hotkeys.includes(hotkey)) {
		context.set(accountItems.StakingHotkeys, coldkey, [...hotkeys, hotkey]);
	}

	writeHolding(context, position, deposit(readHolding(context, position), amount));
}

/**
Subtract from one coldkey's stake.

@throws {RangeError} If it has less; callers check first.
*/
export function removeStake(context: BlockContext, position: Position, amount: bigint): void {
	if (amount > 0n) {
		writeHolding(context, position, withdraw(readHolding(context, position), amount));
	}
}

/** Add to the stake of all stakers of a hotkey, in proportion. */
export function payStakers(context: BlockContext, place: HotkeyOnSubnet, amount: bigint): void {
	writePool(context, place, payAll(readPool(context, place), amount));
}

function readPool(state: StateReader, {hotkey, netuid}: HotkeyOnSubnet): SharePool {
	return {
		value: state.get(stakeItems.TotalHotkeyAlpha, hotkey, netuid),
		shares: state.get(stakeItems.TotalHotkeyShares, hotkey, netuid),
	};
}

function readHolding(state: StateReader, position: Position): Holding {
	const {coldkey, hotkey, netuid} = position;
	return {
		pool: readPool(state, position),
		share: state.get(stakeItems.Alpha, hotkey, coldkey, netuid),
	};
}

function writeHolding(state: State, position: Position, {pool, share}: Holding) {
	const {coldkey, hotkey, netuid} = position;
	writePool(state, position, pool);
	if (share === 0n) {
		state.remove(stakeItems.Alpha, hotkey, coldkey, netuid);
	} else {
		state.set(stakeItems.Alpha, hotkey, coldkey, netuid, share);
	}
}

function writePool(state: State, {hotkey, netuid}: HotkeyOnSubnet, {value, shares}: SharePool) {
	for (const [item, amount] of [
		[stakeItems.TotalHotkeyAlpha, value],
		[stakeItems.TotalHotkeyShares, shares],
	] as const) {
		if (amount === 0n) {
			state.remove(item, hotkey, netuid);
		} else {
			state.set(item, hotkey, netuid, amount);
		}
	}
}
