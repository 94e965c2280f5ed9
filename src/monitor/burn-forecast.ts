import type {BurnRules} from '../chain/subtensor/burn.ts';

/** Rules of a price that falls with each block. */
export type ContinuousRules = Extract<BurnRules, {readonly kind: 'continuous'}>;

/**
Get what registering will cost after so many blocks, in rao, if nobody registers meanwhile. It is as near as floating point comes: a forecast, not what the chain will charge.

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

/** Get what the next registration will cost right after one more, in rao. */
export function getBurnAfterRegistration(
	burn: bigint,
	{increase, minimum, maximum}: ContinuousRules,
): bigint {
	return clamp(BigInt(Math.floor(Number(burn) * Math.max(increase, 1))), {minimum, maximum});
}

/**
Get after how many blocks registering will cost no more than that, if nobody registers meanwhile; 0 if it does now.

@returns `undefined` if it never falls so low.
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

/** Get the price at even steps from now on, in rao: the curve that a screen draws. */
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
