import type {BlockContext, StateReader} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {KeyPair} from '../accounts/hotkeys.ts';
import {q32, subtract} from '../economy/fixed-point.ts';
import {addStake, getHotkeyStake, getStake, type HotkeyOnSubnet} from '../stake/alpha.ts';
import {accountItems, rootItems} from '../storage/stake.ts';
import {rootNetuid} from '../subnets/networks.ts';

/**
Credit a subnet's alpha to the stakers of a hotkey on root, in proportion. Claims are kept as a rate, alpha per rao of root stake, which only grows, and each staker's past claims are subtracted. If the root stake is less than the alpha, the hotkey's owner receives it as stake at once.
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

/** Get what a staker is owed in a subnet's alpha, in rao. */
export function getOwed(state: StateReader, {coldkey, hotkey}: KeyPair, netuid: number): bigint {
	const rate = state.get(rootItems.RootClaimable, hotkey).get(netuid) ?? 0n;
	const stake = getStake(state, {coldkey, hotkey, netuid: rootNetuid});
	const claimed = state.get(rootItems.RootClaimed, netuid, hotkey, coldkey);
	return subtract(q32.multiply(rate, stake), claimed);
}

/** Record an amount of a subnet's alpha as claimed. */
export function countClaimed(
	context: BlockContext,
	{coldkey, hotkey}: KeyPair,
	{netuid, amount}: {readonly netuid: number; readonly amount: bigint},
): void {
	const claimed = context.get(rootItems.RootClaimed, netuid, hotkey, coldkey);
	context.set(rootItems.RootClaimed, netuid, hotkey, coldkey, claimed + amount);
}

/** Preserve a staker's claims when root stake is added: the new stake has no claim to the past. */
export function excludeNewStake(context: BlockContext, keys: KeyPair, amount: bigint): void {
	adjustClaims(context, keys, (claimed, rate) => claimed + q32.multiply(rate, amount));
}

/** Preserve a staker's claims when root stake is removed. */
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
