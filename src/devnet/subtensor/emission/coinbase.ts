import type {BlockContext} from '../../pallet/context.ts';
import {getBlockEmission} from '../economy/block-emission.ts';
import {isRootPaid, shareEmission, type EmittingSubnet} from '../economy/emission-shares.ts';
import {emissionEvents} from '../events.ts';
import {emissionItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getEmittingSubnets, getSubnets} from '../subnets/networks.ts';
import {accrueAlpha, emptyPots} from './accrue.ts';
import {runSubnetEpoch} from './epoch.ts';
import {injectEmission} from './inject.ts';
import {getAlphaEmission, getMovingPrice, getTaoEmission} from './issuance.ts';
import {planEpochs} from './schedule.ts';

/**
Run the block's coinbase: divide its TAO among the subnets, add it to their pools, emit their alpha, and run the epochs that are due, which already pay out this block's alpha.
*/
export function runCoinbase(context: BlockContext): void {
	emit(context);
	runEpochs(context);
}

function emit(context: BlockContext) {
	context.set(
		emissionItems.BlockEmission,
		getBlockEmission(context.get(emissionItems.TotalIssuance)),
	);
	const subnets = getEmittingSubnets(context).map(netuid => readSubnet(context, netuid));
	const isPaid = isRootPaid(subnets);
	// Computed before the pools change, as on the main chain.
	const alpha = new Map(
		subnets.map(({netuid}) => [netuid, getAlphaEmission(context, netuid)] as const),
	);
	for (const [netuid, share] of shareEmission(subnets, getTaoEmission(context))) {
		injectEmission(context, netuid, share);
	}

	for (const [netuid, amount] of alpha) {
		accrueAlpha(context, netuid, {alpha: amount, isRootPaid: isPaid});
	}
}

const readSubnet = (context: BlockContext, netuid: number): EmittingSubnet => ({
	netuid,
	movingPrice: getMovingPrice(context, netuid),
	minerBurned: context.get(emissionItems.MinerBurned, netuid),
	isEnabled: context.get(subnetItems.SubnetEmissionEnabled, netuid),
});

function runEpochs(context: BlockContext) {
	const subnets = getSubnets(context);
	const {run, deferred} = planEpochs(context, subnets);
	const {BlocksSinceLastStep, LastEpochBlock, PendingEpochAt, SubnetEpochIndex} = subnetItems;
	const block = BigInt(context.number);
	for (const netuid of subnets) {
		const since = context.get(BlocksSinceLastStep, netuid);
		context.set(BlocksSinceLastStep, netuid, run.includes(netuid) ? 0n : since + 1n);
	}

	for (const netuid of deferred) {
		const next = block + 1n;
		context.set(PendingEpochAt, netuid, next);
		context.emit(emissionEvents.EpochDeferred, {netuid, from_block: block, to_block: next});
	}

	for (const netuid of run) {
		const pots = emptyPots(context, netuid);
		context.set(LastEpochBlock, netuid, block);
		context.set(PendingEpochAt, netuid, 0n);
		context.set(SubnetEpochIndex, netuid, context.get(SubnetEpochIndex, netuid) + 1n);
		runSubnetEpoch(context, netuid, pots);
		context.set(subnetItems.LastMechansimStepBlock, netuid, block);
	}
}
