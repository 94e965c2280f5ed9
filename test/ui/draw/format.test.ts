import {expect, test} from 'vitest';
import {
	formatAge,
	formatBytes,
	formatCount,
	formatDuration,
	formatShare,
} from '../../../src/ui/draw/format.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
	[-5, '0 s'],
	[999, '0 s'],
	[12_300, '12 s'],
	[59_999, '59 s'],
	[minute, '1 m 0 s'],
	[192_000, '3 m 12 s'],
	[hour - 1, '59 m 59 s'],
	[hour, '1 h 0 m'],
	[25 * hour, '1 d 1 h'],
])('%d ms is written %s', (milliseconds, text) => {
	expect(formatDuration(milliseconds)).toBe(text);
});

test('an age tells how long ago it was', () => {
	expect(formatAge(-200)).toBe('just now');
	expect(formatAge(1999)).toBe('just now');
	expect(formatAge(12_000)).toBe('12 s ago');
});

test.each([
	[0, '0 B'],
	[1023, '1023 B'],
	[1024, '1 KiB'],
	[1536, '1.5 KiB'],
	[89_128_960, '85 MiB'],
	[1024 ** 2 - 1, '1 MiB'],
	[25_769_803_776, '24 GiB'],
	[9.96 * 1024 ** 3, '10 GiB'],
])('%d bytes are written %s', (bytes, text) => {
	expect(formatBytes(bytes)).toBe(text);
});

test.each([
	[0, '0'],
	[999, '999'],
	[12_345, '12,345'],
	[-1234, '-1,234'],
	[123_456, '123 k'],
	[999_999, '1 M'],
	[1_234_567, '1.2 M'],
	[45_600_000_000, '46 G'],
])('%d is written %s', (count, text) => {
	expect(formatCount(count)).toBe(text);
});

test.each([
	[0, '0 %'],
	[0.001, '<1 %'],
	[0.614, '61 %'],
	[0.999, '>99 %'],
	[1, '100 %'],
])('a share of %d is written %s', (share, text) => {
	expect(formatShare(share)).toBe(text);
});
