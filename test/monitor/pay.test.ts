import {expect, test} from 'vitest';
import {getMinerPay, type PaidNeuron} from '../../src/monitor/miner-pay.ts';
import {getEarnedValue, getPaybackDays, getPaybackTime} from '../../src/monitor/payback.ts';

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

test('a price takes as many days as its pay goes into it; none and an unknown pay never do', () => {
	expect(getPaybackDays(30n, 12n)).toBe(2.5);
	expect(getPaybackDays(30n, 0n)).toBeUndefined();
	expect(getPaybackDays(30n, undefined)).toBeUndefined();
});

test('what was sold is worth what it brought, and the rest its price now', () => {
	const state = {earnedAlpha: 4_000_000_000n, earnedTao: 2_000_000_000n};
	const gone = {goneAlpha: 3_000_000_000n, goneTao: 2_600_000_000n};

	expect(getEarnedValue(state, gone)).toBe(3_100_000_000n);
	expect(getEarnedValue({earnedAlpha: 0n, earnedTao: 0n}, {goneAlpha: 0n, goneTao: 0n})).toBe(0n);
});
