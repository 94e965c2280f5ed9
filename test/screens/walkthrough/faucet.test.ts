import {expect, test} from 'vitest';
import {hasFaucet} from '../../../src/screens/walkthrough/faucet.ts';
import {finney} from '../../helpers/walkthrough-states.ts';

test.each([
	['devnet', true],
	['local', true],
	['ws://127.0.0.1:9944', true],
	['ws://localhost:9944', true],
	['ws://[::1]:9944', true],
	['test', false],
	['ws://10.0.0.7:9944', false],
	['wss://chain.example', false],
])('whether %s has a faucet: %s', (name, expected) => {
	expect(hasFaucet({name, url: name, isReal: false})).toBe(expected);
});

test('where TAO is real there is no faucet, through a tunnel on this machine either', () => {
	expect(hasFaucet(finney)).toBe(false);
	expect(hasFaucet({name: 'local', url: 'ws://127.0.0.1:9944', isReal: true})).toBe(false);
	expect(hasFaucet(undefined)).toBe(false);
});
