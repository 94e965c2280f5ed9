import {expect, test} from 'vitest';
import {fromHex, toHex} from '../../../src/devnet/scale/bytes.ts';
import {era, getBirth} from '../../../src/devnet/scale/era.ts';

// The first two are from the unit tests of `sp_runtime::generic::era`; the others follow its formula.
test.each([
	['00', {type: 'Immortal'}],
	['4e9c', {type: 'Mortal', period: 32_768, phase: 20_000}],
	['a502', {type: 'Mortal', period: 64, phase: 42}],
	['2600', {type: 'Mortal', period: 128, phase: 2}],
] as const)('%s reads as %o and is written so', (hex, value) => {
	expect(era.decode(fromHex(hex))).toEqual(value);
	expect(toHex(era.encode(value))).toBe(`0x${hex}`);
});

test('a phase as long as the period is no era', () => {
	expect(() => era.decode(fromHex('41ff'))).toThrow(RangeError);
});

test('an era begins at its phase in the span that holds the block', () => {
	const mortal = {period: 64, phase: 14};
	expect([14, 77, 78, 141].map(block => getBirth(mortal, block))).toEqual([14, 14, 78, 78]);
});

test('before its first phase an era has not begun yet', () => {
	expect(getBirth({period: 64, phase: 14}, 3)).toBe(14);
});
