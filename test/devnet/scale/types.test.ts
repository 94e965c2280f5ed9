import {expect, test} from 'vitest';
import {
	accountId,
	byteArray,
	bytes,
	fromHex,
	hash,
	toHex,
} from '../../../src/devnet/scale/bytes.ts';
import {
	array,
	boundedBytes,
	boundedVec,
	btreeMap,
	btreeSet,
	option,
	result,
	vec,
} from '../../../src/devnet/scale/collections.ts';
import {newtype, struct, tuple, variant} from '../../../src/devnet/scale/composites.ts';
import {i32f32, i96f32, u64f64} from '../../../src/devnet/scale/fixed-point.ts';
import {multiAddress} from '../../../src/devnet/scale/multi-address.ts';
import {multiSignature} from '../../../src/devnet/scale/multi-signature.ts';
import {
	bool,
	compact,
	i128,
	i16,
	i32,
	i64,
	i8,
	text,
	u128,
	u16,
	u32,
	u64,
	u8,
	unit,
} from '../../../src/devnet/scale/numbers.ts';
import type {Type} from '../../../src/devnet/scale/type.ts';

const account = `0x${'ab'.repeat(32)}` as const;
const shape = variant(['Shape'], {
	Nothing: undefined,
	One: u16,
	Several: [u8, u16],
	Named: {x: u8, y: u16},
});

const some = <Value>(name: string, type: Type<Value>, value: Value, hex: string) =>
	[name, type as Type, value, hex] as const;

// Bytes worked out from the SCALE specification: little-endian, compact lengths, variants by a first byte.
const examples = [
	some('bool', bool, true, '01'),
	some('u8', u8, 255, 'ff'),
	some('u16', u16, 258, '0201'),
	some('u32', u32, 4_294_967_295, 'ffffffff'),
	some('u64', u64, 2n ** 64n - 1n, 'ffffffffffffffff'),
	some('u128', u128, 2n ** 127n, '00000000000000000000000000000080'),
	some('i8', i8, -1, 'ff'),
	some('i16', i16, -2, 'feff'),
	some('i32', i32, -2, 'feffffff'),
	some('i64', i64, -1n, 'ffffffffffffffff'),
	some('i128', i128, -(2n ** 127n), '00000000000000000000000000000080'),
	some('text', text, 'tao τ', '1874616f20cf84'),
	some('nothing', unit, undefined, ''),
	some('compact, one byte', compact(u16), 63, 'fc'),
	some('compact, two bytes', compact(u16), 64, '0101'),
	some('compact, four bytes', compact(u32), 16_384, '02000100'),
	some('compact, large', compact(u64), 2n ** 30n, '0300000040'),
	some('compact u128', compact(u128), 2n ** 127n, `33${'00'.repeat(15)}80`),
	some('bytes', bytes, Uint8Array.of(1, 2), '080102'),
	some('byte array', byteArray(2), Uint8Array.of(1, 2), '0102'),
	some('hash', hash, account, account.slice(2)),
	some('account', accountId, account, account.slice(2)),
	some('list', vec(u16), [1, 2], '0801000200'),
	some('array', array(u16, 2), [1, 2], '01000200'),
	some('bounded list', boundedVec(u8, 2), [1, 2], '080102'),
	some('bounded bytes', boundedBytes(2), Uint8Array.of(1, 2), '080102'),
	some('something', option(u16), 1, '010100'),
	some('not a thing', option(u16), undefined, '00'),
	some('tuple', tuple(u8, bool), [1, true], '0101'),
	some('struct', struct(['S'], {a: u8, b: u16}), {a: 1, b: 2}, '010200'),
	some('newtype', newtype(['NetUid'], u16), 7, '0700'),
	some('variant without a value', shape, {type: 'Nothing', value: undefined}, '00'),
	some('variant with one', shape, {type: 'One', value: 2}, '010200'),
	some('variant with several', shape, {type: 'Several', value: [1, 2]}, '02010200'),
	some('variant with names', shape, {type: 'Named', value: {x: 1, y: 2}}, '03010200'),
	some('success', result(unit, u8), {type: 'Ok', value: undefined}, '00'),
	some('failure', result(unit, u8), {type: 'Err', value: 3}, '0103'),
	some('map', btreeMap(u8, u16), new Map([[1, 2]]), '04010200'),
	some('set', btreeSet(u16), new Set([1, 2]), '0801000200'),
	some('I32F32', i32f32, -(2n ** 32n), '00000000ffffffff'),
	some('U64F64', u64f64, 2n ** 64n, '00000000000000000100000000000000'),
	some('I96F32', i96f32, 3n * 2n ** 31n, '00000080010000000000000000000000'),
	some('address by id', multiAddress, {type: 'Id', value: account}, `00${account.slice(2)}`),
	some('address by index', multiAddress, {type: 'Index', value: undefined}, '01'),
	some('raw address', multiAddress, {type: 'Raw', value: Uint8Array.of(9)}, '020409'),
	some(
		'address of 32 bytes',
		multiAddress,
		{type: 'Address32', value: fromHex(account)},
		`03${account.slice(2)}`,
	),
	some(
		'address of 20 bytes',
		multiAddress,
		{type: 'Address20', value: new Uint8Array(20)},
		`04${'00'.repeat(20)}`,
	),
	some(
		'signature',
		multiSignature,
		{type: 'Sr25519', value: new Uint8Array(64)},
		`01${'00'.repeat(64)}`,
	),
] as const;

test.each(examples)('%s is written as in Rust and read back', (_, type, value, hex) => {
	expect(toHex(type.encode(value))).toBe(`0x${hex}`);
	expect(type.decode(fromHex(hex))).toEqual(value);
});

test('numbers that do not fit are refused, not cut', () => {
	expect(() => u16.encode(65_536)).toThrow(RangeError);
	expect(() => u64.encode(-1n)).toThrow(RangeError);
	expect(() => i8.encode(128)).toThrow(RangeError);
	expect(() => compact(u16).encode(65_536)).toThrow(RangeError);
	expect(() => compact(u16).decode(fromHex('02000400'))).toThrow(RangeError);
});

test('lists longer than their bound do not decode', () => {
	expect(() => boundedVec(u8, 1).decode(fromHex('080102'))).toThrow(RangeError);
	expect(() => boundedBytes(1).encode(Uint8Array.of(1, 2))).toThrow(RangeError);
});

test('bytes that end too early do not decode', () => {
	expect(() => u32.decode(fromHex('0102'))).toThrow(RangeError);
	expect(() => accountId.decode(new Uint8Array(31))).toThrow(RangeError);
});

test('a view on a part of a larger buffer decodes as that part', () => {
	const large = fromHex('ffff0201ffff');
	expect(u16.decode(large.subarray(2, 4))).toBe(258);
});

test('variants that share a first byte cannot be defined', () => {
	expect(() => variant(['V'], {A: undefined, B: undefined}, {indices: {A: 1, B: 1}})).toThrow(
		RangeError,
	);
});

test('text that is not hex is refused', () => {
	expect(() => fromHex('0x0')).toThrow(TypeError);
	expect(() => fromHex('0xzz')).toThrow(TypeError);
	expect(fromHex('00ff')).toEqual(Uint8Array.of(0, 255));
});
