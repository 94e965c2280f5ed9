import {expect, test} from 'vitest';
import {exponential} from '../../../src/devnet/yuma/exponential.ts';
import {
	add,
	clamp,
	divide,
	fromInteger,
	fromProportion,
	largest,
	multiply,
	one,
	portion,
	subtract,
	toProportion,
} from '../../../src/devnet/yuma/fixed.ts';

const tick = 1n;
const scale = 2 ** 32;

test('a product is rounded down, a quotient towards zero', () => {
	expect(multiply(tick, one / 2n)).toBe(0n);
	expect(multiply(-tick, one / 2n)).toBe(-1n);
	expect(divide(tick, fromInteger(2))).toBe(0n);
	expect(divide(-tick, fromInteger(2))).toBe(0n);
});

test('what does not fit stays at the end of the range, and a quotient that does not is 0', () => {
	expect(add(largest, tick)).toBe(largest);
	expect(subtract(-largest, one)).toBe(-largest - 1n);
	expect(multiply(largest, fromInteger(-2))).toBe(-largest - 1n);
	expect(fromInteger(2n ** 40n)).toBe(largest);
	expect(divide(largest, tick)).toBe(0n);
	expect(divide(one, 0n)).toBe(0n);
});

test('u16 shares lose at most their last unit on the way there and back', () => {
	expect(toProportion(one)).toBe(65_535);
	expect(toProportion(fromInteger(2))).toBe(65_535);
	expect(toProportion(-one)).toBe(0);
	for (const stored of [1, 2, 16_383, 32_767, 65_534]) {
		expect(stored - toProportion(fromProportion(stored))).toBeLessThanOrEqual(1);
	}
});

test('clamping applies the lower bound last, as the chain does', () => {
	expect(clamp(5n, 0n, 3n)).toBe(3n);
	expect(clamp(5n, 4n, 3n)).toBe(4n);
});

test('a portion of an amount is rounded down', () => {
	expect(portion(10n, fromProportion(32_767))).toBe(4n);
});

test.each([-20, -5, -0.5, -0.001, 0, 0.25, 1, 3, 7])(
	'e to the power of %d is close to the real one',
	power => {
		const exact = Math.exp(power);
		const value = Number(exponential(BigInt(Math.round(power * scale)))) / scale;
		expect(Math.abs(value - exact)).toBeLessThan(1e-6 * Math.max(exact, 1));
	},
);

test('e itself has the 23 fraction bits that the chain’s library keeps', () => {
	expect(exponential(one)).toBe(22_802_600n * 512n);
});
