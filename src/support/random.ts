import {randomFillSync} from 'node:crypto';

/** Returns a number in [0, 1), like `Math.random`; seeded in tests and in the scripts that make models. */
export type Random = () => number;

/**
Create a seeded generator, for reproducible scripts and tests. It is predictable: validators use `secureRandom`.

The generator is sfc32 from Chris Doty-Humphrey's PractRand (public domain), with its counter starting at 1 and 12 warm-up steps.

@example
```
const random = createRandom(7);
random();
//=> 0.6073582791723311
```
*/
export function createRandom(seed: number): Random {
	if (!Number.isSafeInteger(seed) || seed < 0) {
		throw new RangeError(`A seed is a whole number from 0 up, not \`${seed}\``);
	}

	let a = 0;
	let b = Math.floor(seed / wordRange);
	let c = seed % wordRange;
	let counter = 1;
	/* eslint-disable no-bitwise, unicorn/prefer-math-trunc -- The generator works on 32-bit words; `| 0` is what keeps them so. */
	const random = () => {
		const sum = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + sum) | 0;
		return (sum >>> 0) / wordRange;
	};
	/* eslint-enable no-bitwise, unicorn/prefer-math-trunc */

	for (let step = 0; step < 12; step++) {
		random();
	}

	return random;
}

/** Get an unpredictable number: 53 bits from the system's generator, fetched in blocks. */
export const secureRandom: Random = () => {
	if (unused === 0) {
		randomFillSync(words);
		unused = words.length;
	}

	unused -= 2;
	return (words[unused]! * 2 ** 21 + Math.floor(words[unused + 1]! / 2 ** 11)) / 2 ** 53;
};

/** Draw uniformly from `low` (inclusive) to `high` (exclusive). */
export function drawBetween(random: Random, low: number, high: number): number {
	return low + (high - low) * random();
}

/** Draw an integer from 0 to `count` (exclusive). */
export function drawIndex(random: Random, count: number): number {
	return Math.floor(random() * count);
}

/** Draw from the normal distribution with mean 0 and standard deviation 1, by the Box–Muller transform. */
export function drawNormal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const wordRange = 2 ** 32;
const words = new Uint32Array(512);
let unused = 0;
