import type {BurnRules} from '../chain/subtensor/burn.ts';

/** Rules of a price that falls continuously. */
export type ContinuousRules = Extract<BurnRules, {readonly kind: 'continuous'}>;

/**
Get the registration price after a number of blocks, in rao, if nobody registers in between. It is a floating-point forecast, not exactly what the chain will charge.

@example
```
getBurnAfter(1_000_000_000n, 360, {halfLife: 360, …});
//=> 500_000_000n
```
*/
export function getBurnAfter(
	burn: bigint,
	blocks: number,
	{halfLife, minimum, maximum}: ContinuousRules,
): bigint {
	const share = halfLife === 0 ? 1 : 2 ** (-blocks / halfLife);
	return clamp(BigInt(Math.floor(Number(burn) * share)), {minimum, maximum});
}

/** Get the price right after another registration, in rao. */
export function getBurnAfterRegistration(
	burn: bigint,
	{increase, minimum, maximum}: ContinuousRules,
): bigint {
	return clamp(BigInt(Math.floor(Number(burn) * Math.max(increase, 1))), {minimum, maximum});
}

/**
Get the number of blocks until the price falls to a target, if nobody registers in between; 0 if it is already there.

@returns `undefined` if it never falls that low.
*/
export function getBlocksUntilBurn(
	burn: bigint,
	target: bigint,
	{halfLife, minimum}: ContinuousRules,
): number | undefined {
	if (burn <= target) {
		return 0;
	}

	return halfLife === 0 || target === 0n || target < minimum
		? undefined
		: Math.ceil(halfLife * Math.log2(Number(burn) / Number(target)));
}

/** Get the price at even steps from now on, in rao, for drawing a curve. */
export function getBurnCurve(
	burn: bigint,
	rules: ContinuousRules,
	{blocks, points}: {readonly blocks: number; readonly points: number},
): readonly bigint[] {
	return Array.from({length: points}, (_, index) =>
		getBurnAfter(burn, (blocks * index) / Math.max(points - 1, 1), rules),
	);
}

function clamp(value: bigint, {minimum, maximum}: Pick<ContinuousRules, 'minimum' | 'maximum'>) {
	if (value < minimum) {
		return minimum;
	}

	return value > maximum ? maximum : value;
}
