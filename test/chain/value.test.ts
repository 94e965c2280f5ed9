import {expect, test} from 'vitest';
import {
	address,
	bytes,
	field,
	fixedPoint,
	flag,
	integer,
	list,
	number,
	text,
	variant,
} from '../../src/chain/value.ts';

test('an integer is read through structs that wrap nothing else', () => {
	expect(integer(5n)).toBe(5n);
	expect(integer({bits: 5n})).toBe(5n);
	expect(integer({inner: {bits: 5n}})).toBe(5n);
	expect(integer({one: 1n, two: 2n})).toBeUndefined();
	expect(number(7n)).toBe(7);
});

test('a fixed-point number is its bits over its one', () => {
	expect(fixedPoint({bits: 0x1_80_00_00_00n}, 32)).toBe(1.5);
	expect(fixedPoint(undefined, 32)).toBeUndefined();
});

test('an account is an address', () => {
	expect(address(new Uint8Array(32))).toBe('5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM');
	expect(address(new Uint8Array(31))).toBeUndefined();
});

test('text is read from bytes of any kind, without what would move a terminal’s cursor', () => {
	const encoded = new TextEncoder().encode('a\u{1B}[2Jb\nc');

	expect(text(encoded)).toBe('ab c');
	expect(text(Array.from(encoded, BigInt))).toBe('ab c');
	expect(text('  plain ')).toBe('plain');
	expect(text(5n)).toBeUndefined();
	expect(bytes([1n, true])).toBeUndefined();
});

test('a variant is its name and what it holds', () => {
	expect(variant({type: 'Module', value: {index: 7n}})).toEqual({
		type: 'Module',
		value: {index: 7n},
	});
	expect(variant(5n)).toBeUndefined();
});

test('what is of another kind reads as nothing', () => {
	expect(field(undefined, 'free')).toBeUndefined();
	expect(field([1n], 'free')).toBeUndefined();
	expect(field(new Uint8Array(4), 'length')).toBeUndefined();
	expect(flag(1n)).toBeUndefined();
	expect(list({})).toEqual([]);
});
