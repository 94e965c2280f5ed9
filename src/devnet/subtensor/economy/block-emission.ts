import {smaller, subtract} from './fixed-point.ts';

/** The maximum supply of TAO, and of each subnet's alpha: 21,000,000, in rao. */
export const maximumIssuance = 21_000_000_000_000_000n;

/** A block's emission before the first halving: 1, in rao. */
export const baseEmission = 1_000_000_000n;

/**
Get the emission of one block, in rao, when `issuance` rao exist.

`base / 2^⌊log2(1 / (1 − I / 21,000,000))⌋`: halved at 10,500,000, at 15,750,000 and so on, 0 from 21,000,000 on. Computed with integers, so the halvings occur at exactly these amounts; the main chain computes the logarithm with 32 fraction bits and may be about 0.005 TAO early or late.

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
Get the TAO a block may mint, in rao: its emission, capped at a total of 21,000,000 TAO.
*/
export function getMintable(issuance: bigint): bigint {
	return smaller(getBlockEmission(issuance), subtract(maximumIssuance, issuance));
}
