import {expect, test} from 'vitest';
import {roundAt, roundTime} from '../../src/crypto/beacon-rounds.ts';
import {getRevealRound} from '../../src/crypto/reveal-round.ts';

const quicknet = {genesisTime: 1_692_803_367, period: 3};

test('a round lasts from its time to the next one’s', () => {
	const start = roundTime(quicknet, 1000n);

	expect(start).toBe(1_692_806_364_000);
	expect(roundAt(quicknet, start)).toBe(1000n);
	expect(roundAt(quicknet, start + 2999)).toBe(1000n);
	expect(roundAt(quicknet, start - 1)).toBe(999n);
});

test('before the genesis of a beacon there is no round', () => {
	expect(roundAt(quicknet, roundTime(quicknet, 1n))).toBe(1n);
	expect(roundAt(quicknet, roundTime(quicknet, 1n) - 1)).toBe(0n);
});

// How many blocks ahead of the head `get_encrypted_commit_v2` of bittensor-drand 2.0.0 aims, with the last epoch in block 100.
test.each([
	{currentBlock: 110, nextEpochBlock: 120, tempo: 20, revealPeriod: 1, blocks: 13},
	{currentBlock: 118, nextEpochBlock: 120, tempo: 20, revealPeriod: 1, blocks: 5},
	{currentBlock: 119, nextEpochBlock: 120, tempo: 20, revealPeriod: 1, blocks: 24},
	{currentBlock: 110, nextEpochBlock: 120, tempo: 20, revealPeriod: 2, blocks: 33},
	{currentBlock: 110, nextEpochBlock: 120, tempo: 20, revealPeriod: 3, blocks: 53},
	{currentBlock: 110, nextEpochBlock: 115, tempo: 20, revealPeriod: 1, blocks: 8},
	{currentBlock: 110, nextEpochBlock: 115, tempo: 20, revealPeriod: 2, blocks: 28},
	{currentBlock: 110, nextEpochBlock: 460, tempo: 360, revealPeriod: 1, blocks: 353},
])('the round of a commit is the one that bittensor-drand aims at: %o', ({blocks, ...epochs}) => {
	const now = 1_790_000_000_000;
	const ahead = blocks * 12_000;
	const round = getRevealRound({...epochs, beacon: quicknet, blockTime: 12_000, now});

	expect(roundTime(quicknet, round + 1n)).toBeLessThanOrEqual(now + ahead);
	expect(roundTime(quicknet, round + 2n)).toBeGreaterThan(now + ahead);
});

test('with a short tempo the pulse still comes in the epoch of the reveal', () => {
	const beacon = {genesisTime: 0, period: 1};
	const round = getRevealRound({
		beacon,
		currentBlock: 10,
		nextEpochBlock: 12,
		tempo: 2,
		revealPeriod: 1,
		blockTime: 10_000,
		now: 100_000,
	});

	// The epoch of the reveal is blocks 12 and 13, at 120 and 130 seconds.
	expect(roundTime(beacon, round)).toBeGreaterThan(120_000);
	expect(roundTime(beacon, round)).toBeLessThanOrEqual(130_000);
});

test('there is no round before the first', () => {
	expect(
		getRevealRound({
			beacon: {genesisTime: 1000, period: 1},
			currentBlock: 1,
			nextEpochBlock: 2,
			tempo: 2,
			revealPeriod: 1,
			blockTime: 1,
			now: 0,
		}),
	).toBe(1n);
});
