import {expect, test} from 'vitest';
import {createPast} from '../../../src/chain/endpoints/past.ts';

const head = (number: number, fork = '') => ({
	number,
	hash: `0x${number}${fork}`,
	parentHash: `0x${number - 1}${fork}`,
});

function createPastOf(...numbers: readonly number[]) {
	const past = createPast();
	for (const number of numbers) {
		past.add(head(number));
	}

	return past;
}

const range = (first: number, last: number) =>
	Array.from({length: last - first + 1}, (_, index) => first + index);

test('nothing is known at first', () => {
	const past = createPast();

	expect(past.top()).toBe(0);
	expect(past.anchor()).toBeUndefined();
});

test('endpoints are compared by the newest block that is ten below the highest', () => {
	const past = createPastOf(...range(80, 100));

	expect(past.top()).toBe(100);
	expect(past.anchor()).toEqual({number: 90, hash: '0x90'});
});

test('a block is known by the one behind it, too', () => {
	expect(createPastOf(81, 90, 100).anchor()).toEqual({number: 90, hash: '0x90'});
	expect(createPastOf(81, 91, 100).anchor()).toEqual({number: 90, hash: '0x90'});
});

test('another hash contradicts ten blocks down, above it is a fork', () => {
	const past = createPastOf(...range(80, 100));

	expect(past.add(head(92, 'f'))).toBe('fits');
	expect(past.add({...head(91, 'f'), parentHash: '0x90'})).toBe('fits');
	expect(past.add(head(91, 'f'))).toBe('contradicts');
	expect(past.add(head(90, 'f'))).toBe('contradicts');
	expect(past.anchor()).toEqual({number: 90, hash: '0x90'});
	expect(past.top()).toBe(100);
});

test('a hundred blocks are remembered', () => {
	const past = createPastOf(...range(1, 150));

	expect(past.add(head(40, 'f'))).toBe('fits');
	expect(past.add(head(60, 'f'))).toBe('contradicts');
	past.forget();
	expect(past.add(head(60, 'f'))).toBe('fits');
	expect(past.top()).toBe(60);
});
