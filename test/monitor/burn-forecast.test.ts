import {expect, test} from 'vitest';
import {
	type ContinuousRules,
	getBlocksUntilBurn,
	getBurnAfter,
	getBurnAfterRegistration,
	getBurnCurve,
} from '../../src/monitor/burn-forecast.ts';

const rules: ContinuousRules = {
	kind: 'continuous',
	halfLife: 360,
	increase: 1.26,
	minimum: 500_000n,
	maximum: 100_000_000_000n,
};
const one = 1_000_000_000n;

test('the price halves in a half-life', () => {
	expect(getBurnAfter(one, 0, rules)).toBe(one);
	expect(getBurnAfter(one, 360, rules)).toBe(one / 2n);
	expect(getBurnAfter(one, 720, rules)).toBe(one / 4n);
});

test('the price stays within its bounds', () => {
	expect(getBurnAfter(one, 1_000_000, rules)).toBe(500_000n);
	expect(getBurnAfterRegistration(90_000_000_000n, rules)).toBe(100_000_000_000n);
});

test('a registration raises the price', () => {
	expect(getBurnAfterRegistration(one, rules)).toBe(1_260_000_000n);
});

test('three registrations in a half-life leave the price where it was', () => {
	let raised = one;
	for (let registrations = 0; registrations < 3; registrations++) {
		raised = getBurnAfterRegistration(raised, rules);
	}

	expect(Number(getBurnAfter(raised, 360, rules)) / Number(one)).toBeCloseTo(1, 3);
});

test('the blocks until a price are the first in which it holds', () => {
	const blocks = getBlocksUntilBurn(one, 300_000_000n, rules)!;

	expect(getBurnAfter(one, blocks, rules)).toBeLessThanOrEqual(300_000_000n);
	expect(getBurnAfter(one, blocks - 1, rules)).toBeGreaterThan(300_000_000n);
	expect(getBlocksUntilBurn(one, one, rules)).toBe(0);
});

test('a price below the least never comes', () => {
	expect(getBlocksUntilBurn(one, 499_999n, rules)).toBeUndefined();
	expect(getBlocksUntilBurn(one, 0n, {...rules, minimum: 0n})).toBeUndefined();
});

test('a half-life of 0 holds the price still', () => {
	expect(getBurnAfter(one, 1000, {...rules, halfLife: 0})).toBe(one);
	expect(getBlocksUntilBurn(one, one / 2n, {...rules, halfLife: 0})).toBeUndefined();
});

test('the curve goes from now to the end', () => {
	expect(getBurnCurve(one, rules, {blocks: 720, points: 3})).toEqual([one, one / 2n, one / 4n]);
	expect(getBurnCurve(one, rules, {blocks: 720, points: 1})).toEqual([one]);
});
