import type {SubnetView} from '../miner/subnet-view.ts';
import {getBlocksUntilBurn} from './burn-forecast.ts';

/** Where the price of registering is heading. */
export type PriceOutlook = {
	/** Rao. */
	readonly price: bigint;
	/** `risen` if somebody registered a moment ago, and it falls again since; `level` where it is at its least, or moves in steps. */
	readonly direction: 'falling' | 'level' | 'risen';
	/** Half of it, or the least it may be, and in how many milliseconds it is there if nobody registers; `undefined` if it falls no further, or by no rule known. */
	readonly next: {readonly price: bigint; readonly milliseconds: number} | undefined;
};

/** Blocks for which a rise is news; after that it is the fall that counts. */
const newsBlocks = 10;

/**
Get where the price of registering is heading.

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
