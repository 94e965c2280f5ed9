import {expect, test} from 'vitest';
import {getEpochClock} from '../../src/monitor/epoch-clock.ts';

const facts = {block: 100, at: 50_000, nextEpoch: 110, tempo: 20, blockTimeMs: 12_000};

test('the clock goes on between two blocks', () => {
	expect(getEpochClock(facts, 50_000)).toEqual({blocks: 10, milliseconds: 120_000, share: 0.5});
	expect(getEpochClock(facts, 56_000)).toMatchObject({blocks: 10, milliseconds: 114_000});
});

test('an epoch that is late is due, and no less than that', () => {
	expect(getEpochClock(facts, 1_000_000)).toEqual({blocks: 10, milliseconds: 0, share: 1});
	expect(getEpochClock({...facts, nextEpoch: 90}, 50_000)).toMatchObject({blocks: 0});
});

test('a subnet without epochs has no clock', () => {
	expect(getEpochClock({...facts, nextEpoch: undefined}, 0)).toBeUndefined();
	expect(getEpochClock({...facts, tempo: 0}, 0)).toBeUndefined();
});
