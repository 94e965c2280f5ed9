import {expect, test} from 'vitest';
import {estimateLead, estimateScore} from '../../src/models/confidence.ts';

test('the interval is that of Student', () => {
	// The ten values have the mean 0.55 and the standard deviation 0.30277 × 0.1 × 10; t is 2.262 for nine degrees of freedom.
	const {mean, low, high} = estimateScore([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);

	expect(mean).toBeCloseTo(0.55, 9);
	expect(low).toBeCloseTo(0.55 - (2.26216 * 0.302765) / Math.sqrt(10), 4);
	expect(high).toBeCloseTo(0.55 + (2.26216 * 0.302765) / Math.sqrt(10), 4);
});

test('two answers are enough, and say little', () => {
	expect(estimateScore([0, 1])).toEqual({mean: 0.5, low: 0, high: 1});
});

test('it stays within what a score can be', () => {
	expect(estimateScore([0, 0, 1, 0])).toMatchObject({mean: 0.25, low: 0});
	expect(estimateScore([1, 1, 0, 1])).toMatchObject({mean: 0.75, high: 1});
});

test('answers that are all wrong or all right leave room for others', () => {
	const wrong = Array.from({length: 100}, () => 0);
	const right = Array.from({length: 100}, () => 1);

	expect(estimateScore(wrong)).toEqual({mean: 0, low: 0, high: 0.03});
	expect(estimateScore(right)).toEqual({mean: 1, low: 0.97, high: 1});
});

test('a lead is told from the differences on each question', () => {
	const hard = Array.from({length: 100}, (_, index) => index / 200);
	const better = hard.map((score, index) => score + 0.1 + (index % 2) / 100);
	const {mean, low, high} = estimateLead(better, hard);

	expect(mean).toBeCloseTo(0.105, 9);
	// Apart, the scores of both spread by 0.14 and overlap.
	expect(low).toBeGreaterThan(0.103);
	expect(high).toBeLessThan(0.107);
	expect(estimateLead(hard, hard)).toEqual({mean: 0, low: 0, high: 0});
});

test('models that were asked different questions are not compared', () => {
	expect(() => estimateLead([1, 0], [1])).toThrow(RangeError);
	expect(() => estimateScore([1])).toThrow(RangeError);
});
