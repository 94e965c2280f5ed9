import {beforeEach, expect, test} from 'vitest';
import type {Hex} from '../../../src/devnet/scale/type.ts';
import {createScratch, type Cells} from '../../../src/devnet/state/cells.ts';
import {createStateHistory, type StateHistory} from '../../../src/devnet/state/history.ts';

const item = `0x${'11'.repeat(32)}` as const;
const other = `0x${'12'.repeat(32)}` as const;
const key = (part: string): Hex => `${item}${part}`;

let history: StateHistory;

beforeEach(() => {
	history = createStateHistory();
});

const read = (cells: Cells, ...parts: readonly string[]) =>
	parts.map(part => cells.read(key(part))?.bytes[0]);

const write = (part: string, value: number | undefined) => {
	history.write(key(part), value === undefined ? undefined : Uint8Array.of(value));
};

test('each block’s values can be read back', () => {
	write('aa', 1);
	history.commit(0);
	write('aa', 2);
	write('bb', 3);
	history.commit(1);
	write('aa', undefined);
	history.commit(2);

	expect(read(history.at(0), 'aa', 'bb')).toEqual([1, undefined]);
	expect(read(history.at(1), 'aa', 'bb')).toEqual([2, 3]);
	expect(read(history.at(2), 'aa', 'bb')).toEqual([undefined, 3]);
	expect(history.at(1).keysUnder(item)).toEqual([key('aa'), key('bb')]);
	expect(history.keysUnder(item)).toEqual([key('bb')]);
});

test('writes are undone to a mark, and those before it stay', () => {
	write('aa', 1);
	const mark = history.mark();
	write('aa', 2);
	write('bb', 3);
	write('aa', undefined);
	history.rollBack(mark);

	expect(read(history, 'aa', 'bb')).toEqual([1, undefined]);
	expect(history.keysUnder(item)).toEqual([key('aa')]);
});

test('a block tells what it changed, and nothing of what ended as it began', () => {
	write('aa', 1);
	history.commit(0);
	write('aa', 9);
	write('aa', 1);
	write('bb', 2);
	write('cc', 3);
	write('cc', undefined);

	expect(history.commit(1)).toEqual([[key('bb'), Uint8Array.of(2)]]);
});

test('keys come in the order of their bytes, one item apart from the other', () => {
	for (const part of ['ff', '00', '0f', '0f00', 'a0']) {
		write(part, 1);
	}

	history.write(`${other}00`, Uint8Array.of(1));
	expect(history.keysUnder(item)).toEqual(['00', '0f', '0f00', 'a0', 'ff'].map(part => key(part)));
	expect(history.keysUnder(key('0f'))).toEqual([key('0f'), key('0f00')]);
	expect(history.keysUnder('0x1')).toHaveLength(6);
	expect(history.keysUnder(`0x${'13'.repeat(32)}`)).toEqual([]);
});

test('forgetting old blocks leaves the younger as they were', () => {
	write('aa', 1);
	write('bb', 1);
	history.commit(0);
	write('aa', 2);
	history.commit(1);
	write('bb', undefined);
	history.commit(2);
	history.prune(1);
	expect(read(history.at(1), 'aa', 'bb')).toEqual([2, 1]);

	history.prune(2);
	expect(read(history.at(2), 'aa', 'bb')).toEqual([2, undefined]);
	expect(history.at(2).keysUnder(item)).toEqual([key('aa')]);
});

test('the past cannot be written', () => {
	history.commit(0);
	expect(() => {
		history.at(0).write(key('aa'), Uint8Array.of(1));
	}).toThrow(TypeError);
});

test('a scratch pad is read through and leaves what is below it alone', () => {
	write('aa', 1);
	write('cc', 1);
	const scratch = createScratch(history);
	scratch.write(key('bb'), Uint8Array.of(2));
	scratch.write(key('aa'), undefined);

	expect(read(scratch, 'aa', 'bb', 'cc')).toEqual([undefined, 2, 1]);
	expect(scratch.keysUnder(item)).toEqual([key('bb'), key('cc')]);
	expect(read(history, 'aa', 'bb')).toEqual([1, undefined]);
});
