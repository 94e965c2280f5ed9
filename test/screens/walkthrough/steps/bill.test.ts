import {expect, test} from 'vitest';
import {fitBill, toBill} from '../../../../src/screens/walkthrough/steps/bill.ts';
import {bill as facts, coldkey, hotkey} from '../../../helpers/screens/walkthrough-states.ts';

const bill = toBill({facts, cap: '', isMet: false, ellipsis: '…'});
const command = ['btcli call \\', '--args {}'];
const namesIn = (room: number, needsCommand = false) => {
	const fitted = fitBill(bill, command, {room, needsCommand});
	return [fitted.facts.length, fitted.command.length, fitted.isSpacious];
};

test('the command is there whole or not at all', () => {
	expect(bill).toHaveLength(6);
	expect(namesIn(11)).toEqual([6, 2, true]);
	expect(namesIn(8)).toEqual([6, 2, false]);
	expect(namesIn(7)).toEqual([6, 0, true]);
	expect(namesIn(6)).toEqual([6, 0, false]);
});

test('with little room the least needed facts go first', () => {
	const {facts: kept} = fitBill(bill, command, {room: 4, needsCommand: false});

	expect(kept.map(({name}) => name)).toEqual(['Subnet', 'Price now', 'Cap', 'Evicts']);
});

test('where the coldkey is elsewhere the command goes before the purse', () => {
	expect(namesIn(6, true)).toEqual([4, 2, false]);
	expect(namesIn(3, true)).toEqual([2, 0, false]);
});

test('who makes room is told by its pay, and that it is one’s own', () => {
	const who = (own: string) =>
		toBill({
			facts: {...facts, eviction: {kind: 'evicts', uid: 7, hotkey, coldkey: own, emission: 0n}},
			cap: '',
			isMet: false,
			ellipsis: '…',
		}).at(-1);

	expect(who(coldkey)).toMatchObject({
		value: 'UID 7, yours, 5FHneW…694ty, earning nothing',
		tone: 'warn',
	});
	expect(who(hotkey)!.value).toBe('UID 7, 5FHneW…694ty, earning nothing');
});
