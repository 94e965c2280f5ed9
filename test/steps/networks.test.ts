import {expect, test} from 'vitest';
import {parseNetwork} from '../../src/steps/networks.ts';
import {UsageError} from '../../src/support/errors.ts';

test('finney is real money, the devnet is not and has no fixed address', () => {
	expect(parseNetwork('finney')).toMatchObject({name: 'finney', real: true});
	expect(parseNetwork('devnet')).toEqual({name: 'devnet', real: false});
});

test('an address is a network: play money on this machine, real elsewhere', () => {
	expect(parseNetwork('ws://127.0.0.1:9955')).toEqual({
		name: 'ws://127.0.0.1:9955',
		url: 'ws://127.0.0.1:9955',
		real: false,
	});
	expect(parseNetwork('wss://node.example')).toMatchObject({real: true});
});

test('an endpoint takes the place of a network’s own address', () => {
	expect(parseNetwork('finney', 'wss://mine.example')).toEqual({
		name: 'finney',
		url: 'wss://mine.example',
		real: true,
	});
});

test.each(['finey', 'http://127.0.0.1', 'ws://', ''])('`%s` is no network', value => {
	expect(() => parseNetwork(value)).toThrow(UsageError);
});
