import type {BlockContext, StateReader} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {KeyPair} from '../accounts/hotkeys.ts';
import {q32, subtract} from '../economy/fixed-point.ts';
import {addStake, getHotkeyStake, getStake, type HotkeyOnSubnet} from '../stake/alpha.ts';
import {accountItems, rootItems} from '../storage/stake.ts';
import {rootNetuid} from '../subnets/networks.ts';

/**
Owe a subnet's alpha to those who stake on a hotkey of root, each by their part. What is owed is kept as a rate, alpha per rao of root stake, which only grows; each staker's claims are counted against it. Where the root stake is less than the alpha, the hotkey's owner has it as stake at once.
*/
export function owe(context: BlockContext, {hotkey, netuid}: HotkeyOnSubnet, amount: bigint): void {
	const stake = getHotkeyStake(context, {hotkey, netuid: rootNetuid});
	if (amount > stake) {
		const coldkey = context.get(accountItems.Owner, hotkey);
		addStake(context, {coldkey, hotkey, netuid}, amount);
		return;
	}

	const rates = context.get(rootItems.RootClaimable, hotkey);
	const rate = (rates.get(netuid) ?? 0n) + q32.ratio(amount, stake);
	context.set(
		rootItems.RootClaimable,
		hotkey,
		new Map([...rates, [netuid, rate] as const].toSorted(([left], [right]) => left - right)),
	);
}

/** Get what a staker is owed in the alpha of a subnet, in rao. */
export function getOwed(state: StateReader, {coldkey, hotkey}: KeyPair, netuid: number): bigint {
	const rate = state.get(rootItems.RootClaimable, hotkey).get(netuid) ?? 0n;
	const stake = getStake(state, {coldkey, hotkey, netuid: rootNetuid});
	const claimed = state.get(rootItems.RootClaimed, netuid, hotkey, coldkey);
	return subtract(q32.multiply(rate, stake), claimed);
}

/** Count an amount in a subnet's alpha as claimed. */
export function countClaimed(
	context: BlockContext,
	{coldkey, hotkey}: KeyPair,
	{netuid, amount}: {readonly netuid: number; readonly amount: bigint},
): void {
	const claimed = context.get(rootItems.RootClaimed, netuid, hotkey, coldkey);
	context.set(rootItems.RootClaimed, netuid, hotkey, coldkey, claimed + amount);
}

/** Keep what a staker is owed as it was when root stake comes in: the new stake has no part in the past. */
export function excludeNewStake(context: BlockContext, keys: KeyPair, amount: bigint): void {
	adjustClaims(context, keys, (claimed, rate) => claimed + q32.multiply(rate, amount));
}

/** Keep what a staker is owed as it was when root stake goes out. */
export function excludeOldStake(context: BlockContext, keys: KeyPair, amount: bigint): void {
	adjustClaims(context, keys, (claimed, rate) => subtract(claimed, q32.multiply(rate, amount)));
}

function adjustClaims(
	context: BlockContext,
	{coldkey, hotkey}: KeyPair,
	adjust: (claimed: bigint, rate: bigint) => bigint,
) {
	const rates: ReadonlyMap<number, bigint> = context.get(rootItems.RootClaimable, hotkey);
	for (const [netuid, rate] of rates) {
		const key: readonly [number, AccountId, AccountId] = [netuid, hotkey, coldkey];
		const claimed = context.get(rootItems.RootClaimed, ...key);
		context.set(rootItems.RootClaimed, ...key, adjust(claimed, rate));
	}
}
