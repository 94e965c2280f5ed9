import {expect, test} from 'vitest';
import {getStanding} from '../../src/miner/miner-state.ts';

const neuron = (hotkey: string, incentive: number, validatorPermit = false) => ({
	hotkey,
	incentive,
	validatorPermit,
});
const neurons = [
	neuron('validator', 900, true),
	neuron('best', 500),
	neuron('second', 300),
	neuron('also second', 300),
	neuron('idle', 0),
];

test('a rank is one more than the number of miners with a higher incentive; validators do not count', () => {
	expect(getStanding(neurons, 'best')).toEqual({rank: 1, miners: 4, incentive: 500});
	expect(getStanding(neurons, 'also second')).toEqual({rank: 2, miners: 4, incentive: 300});
});

test('who has no incentive, or no UID, has no rank', () => {
	expect(getStanding(neurons, 'idle')).toEqual({rank: undefined, miners: 4, incentive: 0});
	expect(getStanding(neurons, 'nobody')).toEqual({rank: undefined, miners: 4, incentive: 0});
	expect(getStanding([], 'nobody')).toEqual({rank: undefined, miners: 0, incentive: 0});
});
