import {expect, test} from 'vitest';
import {getEarnings} from '../../src/monitor/earnings.ts';
import {getMinerPay, type PaidNeuron} from '../../src/monitor/miner-pay.ts';
import {getPaybackTime} from '../../src/monitor/payback.ts';

test('earned is what came since the registration, in TAO rounded down', () => {
	expect(
		getEarnings({alpha: 10_000_000_003n, alphaAtStart: 10_000_000_000n, alphaPrice: 500_000_000n}),
	).toEqual({alpha: 3n, tao: 1n});
});

test('what was taken out counts against it, rounded down too', () => {
	expect(getEarnings({alpha: 0n, alphaAtStart: 3n, alphaPrice: 500_000_000n})).toEqual({
		alpha: -3n,
		tao: -2n,
	});
});

const neuron = (emission: bigint, more: Partial<PaidNeuron> = {}): PaidNeuron => ({
	hotkey: 'hotkey',
	coldkey: 'coldkey',
	validatorPermit: false,
	emission,
	...more,
});

const owner = {ownerHotkey: 'owner', ownerColdkey: 'owner cold'};

test('pay is of miners that were paid', () => {
	const neurons = [40n, 10n, 0n, 20n, 30n, 0n].map(emission => neuron(emission));

	expect(getMinerPay(neurons, owner)).toEqual({
		paid: 4,
		unpaid: 2,
		median: 20n,
		upperQuarter: 30n,
		best: 40n,
	});
});

test('what the owner and validators get is no miner’s pay', () => {
	const neurons = [
		neuron(1000n, {hotkey: 'owner'}),
		neuron(1000n, {coldkey: 'owner cold'}),
		neuron(1000n, {validatorPermit: true}),
		neuron(7n),
	];

	expect(getMinerPay(neurons, owner)).toMatchObject({paid: 1, unpaid: 0, median: 7n, best: 7n});
});

test('a subnet that pays nobody has no pay', () => {
	expect(getMinerPay([neuron(0n)], owner)).toEqual({
		paid: 0,
		unpaid: 1,
		median: 0n,
		upperQuarter: 0n,
		best: 0n,
	});
});

test('the cost is earned back with whole epochs', () => {
	const options = {alphaPrice: 500_000_000n, tempo: 360, blockTime: 12_000};

	// An epoch brings 0.5 TAO, so 1.2 TAO take three.
	expect(getPaybackTime({...options, cost: 1_200_000_000n, alphaPerEpoch: 1_000_000_000n})).toBe(
		3 * 360 * 12_000,
	);
	expect(getPaybackTime({...options, cost: 1_000_000_000n, alphaPerEpoch: 1_000_000_000n})).toBe(
		2 * 360 * 12_000,
	);
});

test('who earns nothing never earns it back', () => {
	expect(
		getPaybackTime({cost: 1n, alphaPerEpoch: 0n, alphaPrice: 1n, tempo: 1, blockTime: 1}),
	).toBeUndefined();
});
