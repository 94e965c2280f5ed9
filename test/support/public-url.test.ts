import {expect, test} from 'vitest';
import {toPublicUrl} from '../../src/support/public-url.ts';

test.each([
	'ws://127.0.0.1:9944',
	'wss://entrypoint-finney.opentensor.ai:443',
	'wss://rpc.example.com/',
	'not an address',
])('`%s` has no key in it', address => {
	expect(toPublicUrl(address)).toBe(address);
});

test.each([
	'wss://rpc.example.com:8443/v1/secret',
	'wss://rpc.example.com:8443?key=secret',
	'wss://rpc.example.com:8443/#secret',
	'wss://secret@rpc.example.com:8443',
	'wss://:secret@rpc.example.com:8443',
])('what may be a key in `%s` is left out', address => {
	expect(toPublicUrl(address)).toBe('wss://rpc.example.com:8443/…');
});
