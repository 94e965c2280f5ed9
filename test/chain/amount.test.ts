import {expect, test} from 'vitest';
import {formatTao, parseTao, toTao, writeTao} from '../../src/chain/amount.ts';
import {UsageError} from '../../src/support/errors.ts';

test('an amount is written without needless zeros', () => {
	expect(formatTao(1_500_000_000n)).toBe('1.5');
	expect(formatTao(1_000_000_000n)).toBe('1');
	expect(formatTao(10_000_000_000n)).toBe('10');
	expect(formatTao(0n)).toBe('0');
});

test('an amount is written to the last rao', () => {
	expect(formatTao(1n)).toBe('0.000000001');
	expect(formatTao(21_000_000_000_000_001n)).toBe('21,000,000.000000001');
	expect(formatTao(-1_000_000_001n)).toBe('-1.000000001');
	expect(formatTao(-999_902_717_118_908n)).toBe('-999,902.717118908');
	expect(formatTao(999_000_000_000n)).toBe('999');
});

test('an amount is read to the last rao', () => {
	expect(parseTao('0.000000001')).toBe(1n);
	expect(parseTao(' 1.5 ')).toBe(1_500_000_000n);
	expect(parseTao('18446744073.709551615')).toBe(18_446_744_073_709_551_615n);
});

test.each(['', '.', '1.', '.5', '-1', '+1', '1e3', '1,5', '0x1', '1.0000000001', 'NaN', '1 000'])(
	'`%s` is not an amount',
	text => {
		expect(() => parseTao(text)).toThrow(UsageError);
	},
);

test('an amount that the chain cannot hold is refused', () => {
	expect(() => parseTao('18446744073.709551616')).toThrow(UsageError);
});

test('what is written can be read back', () => {
	for (const rao of [1n, 999_999_999n, 1_000_000_000n, 123_456_789_012_345n]) {
		expect(parseTao(writeTao(rao))).toBe(rao);
	}
});

test('alpha is worth its price, rounded down to the rao', () => {
	expect(toTao(2_500_000_001n, 20_000_001n)).toBe(50_000_002n);
	expect(toTao(3n, 500_000_000n)).toBe(1n);
	expect(toTao(0n, 500_000_000n)).toBe(0n);
});

test('a loss is rounded down too, and a whole one stays as it is', () => {
	expect(toTao(-3n, 500_000_000n)).toBe(-2n);
	expect(toTao(-4n, 500_000_000n)).toBe(-2n);
	expect(toTao(-1n, 1n)).toBe(-1n);
});
