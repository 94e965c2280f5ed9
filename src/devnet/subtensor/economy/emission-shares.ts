import {q32From64, q64, q64From32, smaller} from './fixed-point.ts';

export type EmittingSubnet = {
	readonly netuid: number;
	/** SubnetMovingPrice, 64 fraction bits. */
	readonly movingPrice: bigint;
	/** The share of the last epoch's miner incentive that was withheld (MinerBurned), 32 fraction bits. */
	readonly minerBurned: bigint;
	/** SubnetEmissionEnabled. */
	readonly isEnabled: boolean;
};

/**
Divide a block's TAO among the participating subnets.

A subnet's share is proportional to `P · (1 − b)`, its moving price less the share withheld from its miners, or, if all of these are 0, to `P` alone. A disabled subnet gets nothing, and the others' shares are scaled up. If every `P` is 0, nothing is distributed.

@param subnets - Ordered by netuid.
@param emission - The block's TAO, in rao.
@returns TAO per subnet with 32 fraction bits, in the given order. The total never exceeds the emission.
*/
export function shareEmission(
	subnets: readonly EmittingSubnet[],
	emission: bigint,
): ReadonlyMap<number, bigint> {
	const shares = normalise(weigh(subnets));
	const enabled = subnets.map(({isEnabled}, index) => (isEnabled ? (shares[index] ?? 0n) : 0n));
	const scaled = subnets.every(({isEnabled}) => isEnabled) ? enabled : normalise(enabled);
	return new Map(
		subnets.map(({netuid}, index) => [
			netuid,
			q32From64(q64.multiply(q64.from(emission), scaled[index] ?? 0n)),
		]),
	);
}

/**
Whether root's share of the alpha is kept: the moving prices of the emitting subnets sum to more than 1.
*/
export const isRootPaid = (subnets: readonly EmittingSubnet[]): boolean =>
	sum(subnets.map(({movingPrice}) => movingPrice)) > q64.one;

function weigh(subnets: readonly EmittingSubnet[]): bigint[] {
	const byPrice = normalise(subnets.map(({movingPrice}) => movingPrice));
	const weighted = subnets.map(({minerBurned}, index) => {
		const withheld = smaller(q64From32(minerBurned), q64.one);
		return q64.multiply(byPrice[index] ?? 0n, q64.one - withheld);
	});
	return sum(weighted) > 0n ? weighted : byPrice;
}

function normalise(values: readonly bigint[]): bigint[] {
	const total = sum(values);
	return values.map(value => q64.divide(value, total));
}

const sum = (values: readonly bigint[]) => {
	let total = 0n;
	for (const value of values) {
		total += value;
	}

	return total;
};
