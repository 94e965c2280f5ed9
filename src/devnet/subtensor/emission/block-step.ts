import type {BlockContext} from '../../pallet/context.ts';
import {decayPrices} from '../registration/price.ts';
import {revealTimelocked} from '../weights/reveal-timelocked.ts';
import {moveAverages, storeRootProportions} from './averages.ts';
import {runCoinbase} from './coinbase.ts';

/** Run everything that precedes a block's extrinsics, in the main chain's order. */
export function stepBlock(context: BlockContext): void {
	decayPrices(context);
	revealTimelocked(context);
	runCoinbase(context);
	moveAverages(context);
	storeRootProportions(context);
}
