import {expect, test} from 'vitest';
import {toWeights} from '../../src/arena/weights.ts';

test('the best miner gets the full weight and others less than their share', () => {
	expect(
		toWeights([
			{uid: 3, score: 0.8},
			{uid: 5, score: 0.4},
		]),
	).toEqual({uids: [3, 5], values: [65_535, 8192]});
});

test('miners without a score get no weight', () => {
	expect(
		toWeights([
			{uid: 1, score: 0},
			{uid: 2, score: 0.1},
		]),
	).toEqual({uids: [2], values: [65_535]});
	expect(toWeights([{uid: 1, score: 0}])).toEqual({uids: [], values: []});
	expect(toWeights([])).toEqual({uids: [], values: []});
});
