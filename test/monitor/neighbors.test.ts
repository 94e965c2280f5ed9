import {expect, test} from 'vitest';
import {getNeighbors} from '../../src/monitor/neighbors.ts';

const neuron = (uid: number, incentive: number, validatorPermit = false) => ({
	uid,
	hotkey: `hotkey ${uid}`,
	incentive,
	emission: BigInt(incentive),
	validatorPermit,
});

const neurons = [
	neuron(0, 0, true),
	neuron(1, 10),
	neuron(2, 50),
	neuron(3, 30),
	neuron(4, 30),
	neuron(5, 0),
	neuron(6, 20),
];

const uidsAround = (uid: number, count: number) =>
	getNeighbors(neurons, {hotkey: `hotkey ${uid}`, count}).map(miner => miner.uid);

test('the neighbors are those above and below', () => {
	expect(uidsAround(4, 3)).toEqual([3, 4, 6]);
	expect(uidsAround(6, 5)).toEqual([3, 4, 6, 1, 5]);
});

test('at an end of the list the other side makes up for it', () => {
	expect(uidsAround(2, 3)).toEqual([2, 3, 4]);
	expect(uidsAround(5, 3)).toEqual([6, 1, 5]);
	expect(uidsAround(5, 20)).toEqual([2, 3, 4, 6, 1, 5]);
});

test('equal incentives share a place, and without any there is none', () => {
	const places = getNeighbors(neurons, {hotkey: 'hotkey 4', count: 6}).map(({place}) => place);

	expect(places).toEqual([1, 2, 2, 4, 5, undefined]);
});

test('one’s own miner is one with a permit too', () => {
	const permitted = neurons.map(each => ({...each, validatorPermit: each.uid === 3}));
	const seen = getNeighbors(permitted, {hotkey: 'hotkey 3', count: 3});

	expect(seen.map(({uid, isOwn}) => [uid, isOwn])).toEqual([
		[2, false],
		[3, true],
		[4, false],
	]);
});

test('who is no miner sees the best, and nobody marked', () => {
	const seen = getNeighbors(neurons, {hotkey: 'hotkey 0', count: 2});

	expect(seen.map(({uid, isOwn}) => [uid, isOwn])).toEqual([
		[2, false],
		[3, false],
	]);
});

test('of equals the lower UID stands first, in whatever order they come', () => {
	const equals = [neuron(3, 5), neuron(1, 5), neuron(2, 5)];

	expect(
		getNeighbors(equals, {hotkey: 'hotkey 1', count: 3}).map(({uid, place}) => [uid, place]),
	).toEqual([
		[1, 1],
		[2, 1],
		[3, 1],
	]);
});
