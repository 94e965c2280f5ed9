import {smaller, subtract} from './fixed-point.ts';

/** What there can ever be of TAO, and of each subnet's alpha: 21,000,000, in rao. */
export const maximumIssuance = 21_000_000_000_000_000n;

/** What a block makes before the first halving: 1, in rao. */
export const baseEmission = 1_000_000_000n;

/**
Get what one block makes, in rao, when `issuance` rao exist.

`base / 2^⌊log2(1 / (1 − I / 21,000,000))⌋`: halved at 10,500,000, at 15,750,000 and so on, 0 from 21,000,000 on. Worked out with whole numbers, so the halvings come at exactly these amounts; the main chain takes the logarithm with 32 fraction bits and may be some 0.005 TAO early or late.

@example
```
getBlockEmission(0n);
//=> 1_000_000_000n
```
*/
export function getBlockEmission(issuance: bigint): bigint {
	let remaining = subtract(maximumIssuance, issuance);
	if (remaining === 0n) {
		return 0n;
	}

	let emission = baseEmission;
	while (remaining * 2n <= maximumIssuance) {
		remaining *= 2n;
		emission /= 2n;
	}

	return emission;
}

/**
Get what a block may mint of TAO, in rao: its emission, but never past 21,000,000 TAO.
*/
export function getMintable(issuance: bigint): bigint {
	return smaller(getBlockEmission(issuance), subtract(maximumIssuance, issuance));
}
