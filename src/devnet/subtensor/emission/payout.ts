import type {BlockContext} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {divideDividends, getWithheldPart, splitTake} from '../economy/dividends.ts';
import {getTaoWeight} from '../economy/injection.ts';
import type {Pots} from '../economy/pots.ts';
import {subtract} from '../economy/fixed-point.ts';
import {emissionEvents} from '../events.ts';
import {change} from '../market/market.ts';
import {owe} from '../root/claims.ts';
import {addStake, getHotkeyStake, payStakers} from '../stake/alpha.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {accountItems, delegateItems, rootItems, stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {rootNetuid} from '../subnets/networks.ts';

/** A hotkey's earnings in an epoch, in rao of alpha. */
export type Earnings = {
	readonly hotkey: AccountId;
	/** For mining. */
	readonly incentive: bigint;
	/** For validating; the payout only uses its proportions. */
	readonly dividend: bigint;
};

export type Payday = {
	readonly pots: Pots;
	readonly earnings: readonly Earnings[];
};

/**
Pay out a subnet's pots: the owner's cut, the miners' incentive, and the dividends of validators and root stakers. Without any incentive the miners' pot goes to the validators.
*/
export function payNeurons(context: BlockContext, netuid: number, {pots, earnings}: Payday): void {
	const hasIncentive = earnings.some(({incentive}) => incentive > 0n);
	const dividends = divideDividends(
		earnings.map(({hotkey, dividend}) => ({
			hotkey,
			dividend,
			alphaStake: getHotkeyStake(context, {hotkey, netuid}),
			rootStake: getHotkeyStake(context, {hotkey, netuid: rootNetuid}),
		})),
		{
			validators: pots.validators + (hasIncentive ? 0n : pots.miners),
			root: pots.root,
			taoWeight: getTaoWeight(context.get(poolItems.TaoWeight)),
		},
	);
	payOwner(context, netuid, pots.owner);
	payMiners(context, netuid, earnings);
	context.removeAll(stakeItems.AlphaDividendsPerSubnet, netuid);
	context.removeAll(rootItems.RootAlphaDividendsPerSubnet, netuid);
	for (const {hotkey, alpha, root} of dividends) {
		payValidator(context, {hotkey, netuid}, alpha);
		payRoot(context, {hotkey, netuid}, root);
	}
}

function payOwner(context: BlockContext, netuid: number, amount: bigint) {
	if (!context.has(subnetItems.SubnetOwnerHotkey, netuid)) {
		return;
	}

	const hotkey = context.get(subnetItems.SubnetOwnerHotkey, netuid);
	const coldkey = context.get(subnetItems.SubnetOwner, netuid);
	addStake(context, {coldkey, hotkey, netuid}, amount);
}

/** Incentive of the owner's own hotkeys is withheld; its proportion lowers the subnet's share of TAO. */
function payMiners(context: BlockContext, netuid: number, earnings: readonly Earnings[]) {
	const owner = context.get(subnetItems.SubnetOwner, netuid);
	const owned = new Set([
		context.get(subnetItems.SubnetOwnerHotkey, netuid),
		...context.get(accountItems.OwnedHotkeys, owner),
	]);
	let all = 0n;
	let withheld = 0n;
	for (const {hotkey, incentive} of earnings) {
		all += incentive;
		if (owned.has(hotkey)) {
			withheld += incentive;
		} else {
			payMiner(context, {hotkey, netuid}, incentive);
		}
	}

	context.set(emissionItems.MinerBurned, netuid, getWithheldPart(withheld, all));
	if (context.get(hyperparameterItems.RecycleOrBurn, netuid).type === 'Recycle') {
		change(context, poolItems.SubnetAlphaOut, netuid, alpha => subtract(alpha, withheld));
	}
}

type Neuron = {readonly hotkey: AccountId; readonly netuid: number};

function payMiner(context: BlockContext, {hotkey, netuid}: Neuron, incentive: bigint) {
	const owner = context.get(accountItems.Owner, hotkey);
	const destination = context.get(stakeItems.AutoStakeDestination, owner, netuid);
	if (destination !== undefined) {
		context.emit(emissionEvents.AutoStakeAdded, {netuid, destination, hotkey, owner, incentive});
	}

	addStake(context, {coldkey: owner, hotkey: destination ?? hotkey, netuid}, incentive);
}

function payValidator(context: BlockContext, neuron: Neuron, alpha: bigint) {
	const {hotkey, netuid} = neuron;
	const {take, rest} = splitTake(alpha, context.get(delegateItems.Delegates, hotkey));
	payTake(context, neuron, take);
	payStakers(context, neuron, rest);
	if (rest > 0n) {
		context.set(stakeItems.AlphaDividendsPerSubnet, netuid, hotkey, rest);
	}

	context.set(
		stakeItems.TotalHotkeyAlphaLastEpoch,
		hotkey,
		netuid,
		getHotkeyStake(context, neuron),
	);
}

function payRoot(context: BlockContext, neuron: Neuron, root: bigint) {
	const {hotkey, netuid} = neuron;
	const {take, rest} = splitTake(root, context.get(delegateItems.Delegates, hotkey));
	payTake(context, neuron, take);
	if (rest === 0n) {
		return;
	}

	owe(context, neuron, rest);
	context.set(rootItems.RootAlphaDividendsPerSubnet, netuid, hotkey, rest);
}

function payTake(context: BlockContext, {hotkey, netuid}: Neuron, take: bigint) {
	const coldkey = context.get(accountItems.Owner, hotkey);
	addStake(context, {coldkey, hotkey, netuid}, take);
}
