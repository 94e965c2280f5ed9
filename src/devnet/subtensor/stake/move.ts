import {transfer} from '../../frame/balances/funds.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import {becomeDelegate, isHotkeyKnown, isOwner} from '../accounts/hotkeys.ts';
import {q64, smaller} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {stakeEvents} from '../events.ts';
import {getSpotPrice, quoteSale} from '../market/market.ts';
import {excludeNewStake, excludeOldStake} from '../root/claims.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {subnetItems} from '../storage/subnets.ts';
import {isNetwork, rootNetuid} from '../subnets/networks.ts';
import {addStake, getStake, removeStake, type Position} from './alpha.ts';
import {minimumStake} from './checks.ts';
import {noteStake, stakeTao, unstakeAlpha} from './trade.ts';

export type Move = {
	readonly from: Position;
	readonly to: Position;
	/** Alpha of the origin subnet, in rao; more than the stake means all. */
	readonly wanted: bigint;
	/** Whether both subnets must allow transfers between coldkeys. @default false */
	readonly needsToggle?: boolean;
};

/**
Move stake to another hotkey, coldkey or subnet. Within a subnet the alpha is transferred as is; between subnets it is sold for TAO, which buys the other's alpha, with one fee.

@returns Its value, in rao of TAO.
@throws {DispatchFailure} The first failing check, in the main chain's order.
*/
export function moveStake(context: BlockContext, {from, to, wanted, needsToggle}: Move): bigint {
	const amount = smaller(wanted, getStake(context, from));
	checkMove(context, {from, to, wanted: amount, needsToggle});
	return from.netuid === to.netuid
		? handOver(context, {from, to, amount})
		: exchange(context, {from, to, amount});
}

function checkMove(context: BlockContext, {from, to, wanted: amount, needsToggle = false}: Move) {
	const isElsewhere = from.netuid !== to.netuid;
	ensure(
		isElsewhere || from.coldkey !== to.coldkey || from.hotkey !== to.hotkey,
		errors.SameNetuid,
	);
	for (const {netuid} of [from, to]) {
		ensure(isNetwork(context, netuid), errors.SubnetNotExists);
	}

	for (const {netuid} of [from, to]) {
		ensure(context.get(subnetItems.SubtokenEnabled, netuid), errors.SubtokenDisabled);
	}

	for (const {hotkey} of [from, to]) {
		ensure(isHotkeyKnown(context, hotkey), errors.HotKeyAccountNotExists);
	}

	if (isElsewhere) {
		const quote = quoteSale(context, {netuid: from.netuid, amount});
		ensure(quote.ok, errors.InsufficientLiquidity);
		ensure(quote.paidOut > minimumStake, errors.AmountTooLow);
	}

	for (const {netuid} of needsToggle ? [from, to] : []) {
		ensure(context.get(hyperparameterItems.TransferToggle, netuid), errors.TransferDisallowed);
	}
}

type Amount = Pick<Move, 'from' | 'to'> & {readonly amount: bigint};

function handOver(context: BlockContext, {from, to, amount}: Amount): bigint {
	const {netuid} = from;
	removeStake(context, from, amount);
	addStake(context, to, amount);
	if (netuid === rootNetuid) {
		excludeOldStake(context, from, amount);
		excludeNewStake(context, to, amount);
	}

	const worth = q64.multiply(getSpotPrice(context, netuid), amount);
	ensure(worth >= minimumStake, errors.AmountTooLow);
	noteStake(context, to.coldkey, to.hotkey);
	const {StakeAdded, StakeRemoved} = stakeEvents;
	context.emit(StakeRemoved, [from.coldkey, from.hotkey, worth, amount, netuid, 0n]);
	context.emit(StakeAdded, [to.coldkey, to.hotkey, worth, amount, netuid, 0n]);
	return worth;
}

function exchange(context: BlockContext, {from, to, amount}: Amount): bigint {
	const isFromRoot = from.netuid === rootNetuid;
	const tao = unstakeAlpha(context, {...from, amount, isFree: isFromRoot});
	if (from.coldkey !== to.coldkey) {
		transfer(context, {from: from.coldkey, to: to.coldkey, amount: tao});
	}

	if (tao >= minimumStake) {
		if (!isOwner(context, to)) {
			becomeDelegate(context, to.hotkey);
		}

		stakeTao(context, {...to, amount: tao, isFree: !isFromRoot});
	}

	return tao;
}
