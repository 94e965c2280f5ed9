import {expect, test} from 'vitest';
import {getNextEpoch, isEpochDue} from '../../../../src/devnet/subtensor/economy/epoch-schedule.ts';

const schedule = {tempo: 20, lastEpoch: 100n, pendingAt: 0n, sinceLastStep: 0n};

test('an epoch is due when the tempo has passed since the last', () => {
	expect(isEpochDue(schedule, 119n)).toBe(false);
	expect(isEpochDue(schedule, 120n)).toBe(true);
	expect(getNextEpoch(schedule)).toBe(120n);
});

test('a pending epoch comes before that', () => {
	const pending = {...schedule, pendingAt: 110n};
	expect(isEpochDue(pending, 109n)).toBe(false);
	expect(isEpochDue(pending, 110n)).toBe(true);
	expect(getNextEpoch(pending)).toBe(110n);
});

test('a subnet that stood still for 50,400 blocks has its epoch at once', () => {
	expect(isEpochDue({...schedule, sinceLastStep: 50_401n}, 101n)).toBe(true);
});

test('a tempo of 0 means no epochs', () => {
	expect(isEpochDue({...schedule, tempo: 0}, 10_000n)).toBe(false);
	expect(getNextEpoch({...schedule, tempo: 0})).toBeUndefined();
});
