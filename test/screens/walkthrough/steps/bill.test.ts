import {expect, test} from 'vitest';
import type {Facts} from '../../../../src/onboarding/walkthrough/state.ts';
import {fitBill, toBill} from '../../../../src/screens/walkthrough/steps/bill.ts';
import {bill as facts, coldkey, hotkey} from '../../../helpers/screens/walkthrough-states.ts';

const bill = toBill({facts, cap: '', isMet: false, ellipsis: '…'});
const command = ['btcli call \\', '--args {}'];
const namesIn = (room: number, needsCommand = false) => {
	const fitted = fitBill(bill, command, {room, needsCommand});
	return [fitted.facts.length, fitted.command.length, fitted.isSpacious];
};

test('the command is there whole or not at all', () => {
	expect(bill).toHaveLength(8);
	expect(namesIn(13)).toEqual([8, 2, true]);
	expect(namesIn(10)).toEqual([8, 2, false]);
	expect(namesIn(9)).toEqual([8, 0, true]);
	expect(namesIn(8)).toEqual([8, 0, false]);
});

test('with little room the least needed facts go first', () => {
	const {facts: kept} = fitBill(bill, command, {room: 4, needsCommand: false});

	expect(kept.map(({name}) => name)).toEqual(['btop can', 'Price now', 'Cap', 'Evicts']);
});

test('where the coldkey is elsewhere the command goes before the purse', () => {
	expect(namesIn(6, true)).toEqual([4, 2, false]);
	expect(namesIn(4, true)).toEqual([3, 0, false]);
});

test('what can be mined is told before anything is paid, in the words of `btop register`', () => {
	const tell = (prospect: Facts['prospect']) =>
		toBill({facts: {...facts, prospect}, cap: '', isMet: false, ellipsis: '…'}).find(
			({name}) => name === 'btop can',
		);

	expect(tell({can: 'mine', task: 'image', model: 'image-base'})).toMatchObject({
		value: 'mine with model `image-base` of task `image`',
		tone: undefined,
	});
	expect(
		tell({
			can: 'watch',
			task: undefined,
			reason: 'btop has no miner for this subnet',
			fix: undefined,
		}),
	).toMatchObject({value: 'watch only: btop has no miner for this subnet', tone: 'warn'});
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
