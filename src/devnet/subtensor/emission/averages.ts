import type {BlockContext} from '../../pallet/context.ts';
import {subtract} from '../economy/fixed-point.ts';
import {moveAverage} from '../economy/moving-price.ts';
import {getSpotPrice, isDynamic} from '../market/market.ts';
import {poolItems} from '../storage/pools.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getEmittingSubnets} from '../subnets/networks.ts';
import {readRootProportion} from './issuance.ts';

/** Update the average price of every emitting subnet from its spot price, after this block's TAO has been distributed. */
export function moveAverages(context: BlockContext): void {
	for (const netuid of getEmittingSubnets(context)) {
		if (isDynamic(context, netuid)) {
			context.set(poolItems.SubnetMovingPrice, netuid, moveOne(context, netuid));
		}
	}
}

/** Record root's share of every emitting subnet. */
export function storeRootProportions(context: BlockContext): void {
	for (const netuid of getEmittingSubnets(context)) {
		context.set(poolItems.RootProp, netuid, readRootProportion(context, netuid));
	}
}

function moveOne(context: BlockContext, netuid: number): bigint {
	const started = context.get(subnetItems.FirstEmissionBlockNumber, netuid) ?? 0n;
	return moveAverage({
		moving: context.get(poolItems.SubnetMovingPrice, netuid),
		spot: getSpotPrice(context, netuid),
		smoothing: context.get(poolItems.SubnetMovingAlpha),
		age: subtract(BigInt(context.number), subtract(started, 1n)),
		halving: context.get(poolItems.EMAPriceHalvingBlocks, netuid),
	});
}
