import {expect, test} from 'vitest';
import {createEvenSamples} from '../../../src/miner/observe/even-samples.ts';

test('while there is room every sample is kept', () => {
	const samples = createEvenSamples([1, 2], 4);
	samples.add(3);

	expect(samples.read()).toEqual([1, 2, 3]);
	expect(createEvenSamples().read()).toEqual([]);
});

test.each([4, 5, 200])(
	'of many at most %i are kept: evenly spread, with the first and the last',
	capacity => {
		const samples = createEvenSamples<number>([], capacity);
		for (let number = 0; number < 5000; number++) {
			samples.add(number);
			const kept = samples.read();
			const steps = kept.slice(1, -1).map((sample, index) => sample - kept[index]!);
			expect(kept.length).toBeLessThanOrEqual(capacity);
			expect([kept[0], kept.at(-1)]).toEqual([0, number]);
			expect(new Set(steps).size).toBeLessThanOrEqual(1);
		}

		expect(samples.read().length).toBeGreaterThanOrEqual(Math.floor(capacity / 2));
	},
);
