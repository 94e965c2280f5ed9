import {expect, test} from 'vitest';
import {describeEarned, describeTao} from '../../src/monitor/describe-earned.ts';

test('what a chain does not tell is said, and nothing is zero for it', () => {
	const untold = 'unknown: this chain does not tell';

	expect(describeEarned(null, null)).toBe(untold);
	expect(describeEarned(undefined, 5n)).toBe(untold);
	expect(describeEarned(2_000_000_000n, null)).toBe('2.0000 alpha, worth an unknown amount of TAO');
	expect(describeEarned(0n, 0n)).toBe('0 alpha, worth 0 TAO');
	expect(describeTao(null)).toBe(untold);
	expect(describeTao(1_500_000_000n)).toBe('1.5 TAO');
});
