import {q32From64, q64, q64From32, smaller} from './fixed-point.ts';

export type EmittingSubnet = {
	readonly netuid: number;
	/** SubnetMovingPrice, 64 fraction bits. */
	readonly movingPrice: bigint;
	/** The part of the last epoch's miner pay that was withheld (MinerBurned), 32 fraction bits. */
	readonly minerBurned: bigint;
	/** SubnetEmissionEnabled. */
	readonly isEnabled: boolean;
};

/**
Share a block's TAO among the subnets that take part.

A subnet weighs `P · (1 − b)`, its moving price less the part withheld from its miners; where all weigh nothing, by `P` alone. A subnet that is not enabled gets nothing and the others' shares are scaled up. If every `P` is 0, nobody gets anything.

@param subnets - In the order of their netuids.
@param emission - The block's TAO, in rao.
@returns TAO per netuid with 32 fraction bits, in the order given. All together never exceed the emission.
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
Whether the root's part of the alpha is kept: the moving prices of the emitting subnets sum to more than 1.
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
