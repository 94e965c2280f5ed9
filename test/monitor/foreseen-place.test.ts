import {expect, test} from 'vitest';
import {foreseePlace} from '../../src/monitor/foreseen-place.ts';

const score = {mean: 0.7, low: 0.68, high: 0.72};
const rivals = [
	{incentive: 20_000, score: 0.9},
	{incentive: 12_000, score: 0.71},
	{incentive: 11_000, score: 0.69},
	{incentive: 1000, score: 0.3},
];

test('the place is told by the scores of the others, with what the interval leaves open', () => {
	expect(foreseePlace(score, rivals)).toEqual({place: 3, best: 2, worst: 4, miners: 5});
});

test('a miner of unknown score is placed by what it earns between the others', () => {
	const middle = {incentive: 15_000};
	const least = {incentive: 0};

	expect(foreseePlace(score, [...rivals, middle])).toMatchObject({place: 4, best: 2, worst: 5});
	expect(foreseePlace(score, [...rivals, least])).toMatchObject({place: 3, worst: 4});
	expect(foreseePlace(score, [...rivals, {incentive: 50_000}])).toMatchObject({place: 4, best: 3});
});

test('where no score is known, no place is told', () => {
	expect(foreseePlace(score, [{incentive: 9}, {incentive: 1}])).toBeUndefined();
	expect(foreseePlace(score, [])).toBeUndefined();
});
