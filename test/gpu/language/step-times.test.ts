import {expect, test} from 'vitest';
import {createStepTimes} from '../../../src/gpu/language/step-times.ts';

const step = {unread: 0, isFirst: false};
const reading = (unread: number) => ({unread, isFirst: false});

test('what is unknown may take the longest', () => {
	const {limit, learn} = createStepTimes(60_000);

	expect(limit(step)).toBe(60_000);
	learn(step, 20);
	expect(limit(reading(100))).toBe(60_000);
});

test('a step may take three times as long as usual, and 4 s at least', () => {
	const {limit, learn} = createStepTimes(60_000);
	learn(step, 20);
	expect(limit(step)).toBe(4000);
	for (let count = 0; count < 100; count++) {
		learn(step, 3000);
	}

	expect(limit(step)).toBeCloseTo(9000, -2);
});

test('prompts are given time by their length', () => {
	const {limit, learn} = createStepTimes(60_000);
	learn(step, 100);
	learn(reading(1000), 2100);

	expect(limit(reading(5000))).toBe(3 * (100 + 5000 * 2));
	expect(limit(reading(50_000))).toBe(60_000);
	expect(limit(reading(1))).toBe(4000);
});

test('the first step of a process is given four times that', () => {
	const {limit, learn} = createStepTimes(60_000);
	learn(step, 20);

	expect(limit({unread: 0, isFirst: true})).toBe(16_000);
});

test('that this process was suspended teaches nothing', () => {
	const {limit, learn} = createStepTimes(60_000);
	learn(step, 20);
	for (let count = 0; count < 100; count++) {
		learn(step, 10_000_000);
	}

	expect(limit(step)).toBeLessThanOrEqual(60_000);
	const once = createStepTimes(60_000);
	once.learn(step, 20);
	once.learn(step, 10_000_000);
	expect(once.limit(step)).toBe(4000);
});
