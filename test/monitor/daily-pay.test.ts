import {expect, test} from 'vitest';
import {toDailyPay} from '../../src/monitor/daily-pay.ts';

test('a day is as many epochs as fit in it, at the pool’s price', () => {
	const options = {alphaPrice: 500_000_000n, tempo: 360, blockTime: 12_000};

	// 20 epochs of an hour and 12 minutes.
	expect(toDailyPay({...options, alphaPerEpoch: 1_000_000_000n})).toBe(10_000_000_000n);
	expect(toDailyPay({...options, alphaPerEpoch: 0n})).toBe(0n);
});
