import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readLastLines} from '../../../src/support/files/last-lines.ts';

let directory: string;
let file: string;

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-lines-'));
	file = path.join(directory, 'lines');
});

afterEach(async () => {
	await rm(directory, {recursive: true});
});

test('the last lines are read, without one that is still being written', async () => {
	await writeFile(file, 'one\ntwo\nthree\nfo');

	expect(readLastLines(file, {lines: 2})).toEqual(['two', 'three']);
	expect(readLastLines(file, {lines: 9})).toEqual(['one', 'two', 'three']);
	expect(readLastLines(file, {lines: 0})).toEqual([]);
});

test('of a long file only the end is read, and no line in part', async () => {
	await writeFile(file, 'first\nsecond\nthird\n');

	expect(readLastLines(file, {lines: 9, limit: 10})).toEqual(['third']);
});

test('a file that is not there, or empty, has no lines', async () => {
	expect(readLastLines(file, {lines: 9})).toEqual([]);
	await writeFile(file, '');
	expect(readLastLines(file, {lines: 9})).toEqual([]);
});
