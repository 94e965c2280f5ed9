import {expect, test} from 'vitest';
import {isLoopback} from '../../src/support/loopback.ts';

test.each([
	['localhost', true],
	['127.0.0.1', true],
	['127.0.0.2', true],
	['::1', true],
	['[::1]', true],
	['127.example.com', false],
	['localhost.example.com', false],
	['128.0.0.1', false],
	['0.0.0.0', false],
	['::', false],
	['[::2]', false],
	['', false],
])('whether `%s` is this machine: %s', (host, isIt) => {
	expect(isLoopback(host)).toBe(isIt);
});
