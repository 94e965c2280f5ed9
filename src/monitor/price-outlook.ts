import type {SubnetView} from '../miner/observe/subnet/subnet-view.ts';
import {getBlocksUntilBurn} from './burn-forecast.ts';

/** The outlook of the registration price. */
export type PriceOutlook = {
	/** In rao. */
	readonly price: bigint;
	/** `risen` if it jumped with a recent registration and has been falling since; `level` if it is at its minimum, or moves in steps. */
	readonly direction: 'falling' | 'level' | 'risen';
	/** Half the price or the minimum, whichever is higher, and the milliseconds until then if nobody registers; `undefined` if it does not fall further, or its rules are unknown. */
	readonly next: {readonly price: bigint; readonly milliseconds: number} | undefined;
};

/** Blocks for which a rise counts as recent. */
const newsBlocks = 10;

/**
Get the outlook of the registration price.

@returns `undefined` if the subnet has no price.
*/
export function getPriceOutlook({
	block,
	burn,
	burnRules,
	blockTimeMs,
	neurons,
}: Pick<SubnetView, 'block' | 'burn' | 'burnRules' | 'blockTimeMs' | 'neurons'>):
	PriceOutlook | undefined {
	if (burn === undefined) {
		return undefined;
	}

	if (burnRules?.kind !== 'continuous' || burn <= burnRules.minimum || burnRules.halfLife === 0) {
		return {price: burn, direction: 'level', next: undefined};
	}

	const newest = Math.max(...neurons.map(({registeredAt}) => registeredAt));
	const target = halve(burn, burnRules.minimum);
	const blocks = getBlocksUntilBurn(burn, target, burnRules);
	return {
		price: burn,
		direction: block - newest < newsBlocks ? 'risen' : 'falling',
		next: blocks === undefined ? undefined : {price: target, milliseconds: blocks * blockTimeMs},
	};
}

function halve(burn: bigint, minimum: bigint): bigint {
	const half = burn / 2n;
	return half < minimum ? minimum : half;
}
