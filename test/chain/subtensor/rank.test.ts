import {expect, test} from 'vitest';
import {getMinerRank} from '../../../src/chain/subtensor/rank.ts';

const miner = (incentive: number) => ({incentive, validatorPermit: false});
const validator = (incentive: number) => ({incentive, validatorPermit: true});

test('the place is one more than the miners with a higher incentive', () => {
	const neurons = [miner(10), miner(30), miner(20), miner(0)];

	expect(getMinerRank(neurons, neurons[1]!)).toEqual({rank: 1, miners: 4});
	expect(getMinerRank(neurons, neurons[2]!)).toEqual({rank: 2, miners: 4});
	expect(getMinerRank(neurons, neurons[0]!)).toEqual({rank: 3, miners: 4});
});

test('validators are no rivals', () => {
	const neurons = [validator(50), miner(10), validator(0)];

	expect(getMinerRank(neurons, neurons[1]!)).toEqual({rank: 1, miners: 1});
});

test('equals share a place', () => {
	const neurons = [miner(30), miner(20), miner(20), miner(10)];

	expect(neurons.map(own => getMinerRank(neurons, own).rank)).toEqual([1, 2, 2, 4]);
});

test('without incentive there is no place', () => {
	const neurons = [miner(0), miner(0)];

	expect(getMinerRank(neurons, neurons[0]!)).toEqual({rank: undefined, miners: 2});
});
