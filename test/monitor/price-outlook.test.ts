import {expect, test} from 'vitest';
import {getPriceOutlook} from '../../src/monitor/price-outlook.ts';
import {createLiveMiner} from '../helpers/miner/live-miner.ts';

const {subnet} = createLiveMiner();

test('a price falls to its half within the half-life', () => {
	expect(getPriceOutlook(subnet!)).toEqual({
		price: 512_300_000n,
		direction: 'falling',
		next: {price: 256_150_000n, milliseconds: 720 * 12_000},
	});
});

test('a price that somebody raised a moment ago has risen', () => {
	const {neurons, block} = subnet!;
	const newcomer = {...neurons[9]!, registeredAt: block - 3};

	expect(getPriceOutlook({...subnet!, neurons: [...neurons, newcomer]})?.direction).toBe('risen');
});

test('a price at its least is level, and one near it only falls so far', () => {
	const burnRules = {...subnet!.burnRules!, minimum: 512_300_000n};

	expect(getPriceOutlook({...subnet!, burnRules})).toMatchObject({
		direction: 'level',
		next: undefined,
	});
	expect(getPriceOutlook({...subnet!, burn: 600_000_000n, burnRules})?.next?.price).toBe(
		512_300_000n,
	);
});

test('a price that moves in steps is level, and without a price there is no outlook', () => {
	const burnRules = {kind: 'interval', interval: 360, target: 1, minimum: 1n, maximum: 2n} as const;

	expect(getPriceOutlook({...subnet!, burnRules})?.direction).toBe('level');
	expect(getPriceOutlook({...subnet!, burn: undefined})).toBeUndefined();
});
