import {expect, test} from 'vitest';
import {sumSpent} from '../../../src/chain/balances/spent.ts';
import {decodeAddress} from '../../../src/crypto/ss58.ts';

const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const own = decodeAddress(address);
const other = new Uint8Array(32);
const event = (name: string, data: Readonly<Record<string, Uint8Array | bigint>>) => ({
	pallet: 'Balances',
	name,
	data,
});

test('withdrawals of an older chain are added up, less what came back of the fee', () => {
	const events = [
		event('Withdraw', {who: own, amount: 100n}),
		event('Withdraw', {who: own, amount: 7000n}),
		event('Deposit', {who: own, amount: 40n}),
		event('Deposit', {who: other, amount: 60n}),
	];

	expect(sumSpent(events, {address})).toBe(7060n);
});

test('transfers count for both sides, and cancel out with oneself', () => {
	const events = [
		event('Transfer', {from: own, to: other, amount: 5n}),
		event('Transfer', {from: other, to: own, amount: 2n}),
		event('Transfer', {from: own, to: own, amount: 9n}),
	];

	expect(sumSpent(events, {address})).toBe(3n);
});

test('events that do not tell of the account say nothing about it', () => {
	const events = [
		event('Withdraw', {who: other, amount: 100n}),
		{pallet: 'System', name: 'ExtrinsicSuccess', data: {}},
	];

	expect(sumSpent(events, {address})).toBeUndefined();
});
