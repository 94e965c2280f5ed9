import {expect, test} from 'vitest';
import {
	type Random,
	createRandom,
	drawIndex,
	drawNormal,
	secureRandom,
} from '../../src/support/random.ts';

const generators: ReadonlyArray<readonly [string, Random]> = [
	['the seeded generator', createRandom(7)],
	['the secure generator', secureRandom],
];

test('a seed gives the same numbers again, and another seed others', () => {
	const draw = (seed: number) => Array.from({length: 5}, createRandom(seed));

	expect(draw(7)[0]).toBe(0.6073582791723311);
	expect(draw(7)).toEqual(draw(7));
	expect(draw(8)).not.toEqual(draw(7));
	expect(draw(7 + 2 ** 32)).not.toEqual(draw(7));
});

test('a seed that is no whole number is refused', () => {
	for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
		expect(() => createRandom(seed)).toThrow(RangeError);
	}
});

test.each(generators)('%s spreads its numbers evenly from 0 to 1', (_name, random) => {
	const bins = Array.from({length: 16}, () => 0);
	for (let draw = 0; draw < 16_000; draw++) {
		bins[drawIndex(random, 16)]! += 1;
	}

	// Chi-square with 15 degrees of freedom: above 52 once in 200,000 runs.
	const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
	expect(chiSquare).toBeLessThan(52);
});

test('normal numbers have mean 0 and standard deviation 1', () => {
	const random = createRandom(3);
	const numbers = Array.from({length: 20_000}, () => drawNormal(random));
	const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
	const variance = numbers.reduce((sum, number) => sum + number ** 2, 0) / numbers.length;

	expect(mean).toBeCloseTo(0, 1);
	expect(variance).toBeCloseTo(1, 1);
});
