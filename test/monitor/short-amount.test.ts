import {expect, test} from 'vitest';
import {describeRoughly} from '../../src/support/rough-duration.ts';
import {formatShortAmount} from '../../src/monitor/short-amount.ts';

test.each([
	[0n, '0'],
	[1n, '0.000000001'],
	[123_456n, '0.00012'],
	[115_812_345n, '0.1158'],
	[1_000_000n, '0.0010'],
	[99_500_000_000n, '99.5000'],
	[100_000_000_000n, '100.0'],
	[99_999_000_000_000n, '99,999.0'],
	[100_000_000_000_000n, '100,000'],
	[-1_500_000_000n, '-1.5000'],
	[1_234_567_000_000n, '1,234.6'],
	[21_000_000_000_000_000n, '21,000,000'],
])('%s rao are %s in short', (amount, text) => {
	expect(formatShortAmount(amount)).toBe(text);
});

test.each([
	[-5, '0 s'],
	[119_000, '119 s'],
	[120_000, '2 min'],
	[5_400_000, '90 min'],
	[90_000_000, '25 h'],
	[900_000_000, '10 d'],
])('%s ms are roughly %s', (milliseconds, text) => {
	expect(describeRoughly(milliseconds)).toBe(text);
});
