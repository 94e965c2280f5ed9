import {expect, test} from 'vitest';
import {getDailyPay} from '../../src/monitor/daily-pay.ts';

const subnet = {
	alphaPrice: 500_000_000n,
	alphaEmission: 1_000_000_000n,
	withheld: 0,
	miners: 10,
};

test('miners share 41 % of what is made in a day', () => {
	// 7,200 blocks of 12 s, one alpha each, at half a TAO, among ten.
	expect(getDailyPay(subnet, {blockTime: 12_000})).toBe(147_600_000_000n);
});

test('what is withheld because it went to the owner is nobody’s pay', () => {
	expect(getDailyPay({...subnet, withheld: 0.5}, {blockTime: 12_000})).toBe(73_800_000_000n);
});

test('without miners, a price or an emission there is no figure', () => {
	for (const unknown of [{miners: 0}, {alphaPrice: undefined}, {alphaEmission: undefined}]) {
		expect(getDailyPay({...subnet, ...unknown}, {blockTime: 12_000})).toBeUndefined();
	}
});
