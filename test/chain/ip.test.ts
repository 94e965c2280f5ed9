import {expect, test} from 'vitest';
import {serveAxon} from '../../src/chain/subtensor/axon.ts';
import {formatIp, parseIp} from '../../src/chain/subtensor/ip.ts';

test.each([
	['0.0.0.0', 0n],
	['127.0.0.2', 2_130_706_434n],
	['255.255.255.255', 4_294_967_295n],
] as const)('%s is %d', (ip, value) => {
	expect(parseIp(ip)).toEqual({value, version: 4});
	expect(formatIp({value, version: 4})).toBe(ip);
});

test.each([
	['::', 0n],
	['::1', 1n],
	['2001:db8::8a2e:370:7334', 0x20_01_0d_b8_00_00_00_00_00_00_8a_2e_03_70_73_34n],
	['1::', 0x00_01_00_00_00_00_00_00_00_00_00_00_00_00_00_00n],
	['1:2:3:4:5:6:7:8', 0x00_01_00_02_00_03_00_04_00_05_00_06_00_07_00_08n],
] as const)('%s is %d', (ip, value) => {
	expect(parseIp(ip)).toEqual({value, version: 6});
	expect(formatIp({value, version: 6})).toBe(ip);
});

test('an address that ends as one of the older kind is the same', () => {
	expect(parseIp('::ffff:1.2.3.4')).toEqual({value: 0xff_ff_01_02_03_04n, version: 6});
});

test.each(['', 'localhost', '1.2.3', '1.2.3.256', '01.2.3.4', '::g', '[::1]', '1.2.3.4:80'])(
	'`%s` is no address',
	text => {
		expect(() => parseIp(text)).toThrow(TypeError);
		expect(() => serveAxon({netuid: 1, ip: text, port: 1})).toThrow(TypeError);
	},
);
