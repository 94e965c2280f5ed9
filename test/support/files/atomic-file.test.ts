import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {writeFileAtomic} from '../../../src/support/files/atomic-file.ts';
import {FileExistsError} from '../../../src/support/errors.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeTemporaryFolder('file');
});

test('a file is written for its owner only, and its folders too', async () => {
	const file = path.join(directory, 'a', 'b', 'secret');
	await writeFileAtomic(file, 'words');

	expect(await readFile(file, 'utf8')).toBe('words');
	expect((await stat(file)).mode % 0o1000).toBe(0o600);
	expect((await stat(path.dirname(file))).mode % 0o1000).toBe(0o700);
	expect(await readdir(path.dirname(file))).toEqual(['secret']);
});

test('a file that is there is left as it was', async () => {
	const file = path.join(directory, 'secret');
	await writeFileAtomic(file, 'first');

	await expect(writeFileAtomic(file, 'second')).rejects.toThrow(FileExistsError);
	expect(await readFile(file, 'utf8')).toBe('first');
	expect(await readdir(directory)).toEqual(['secret']);
});

test('a file is replaced where that was asked for', async () => {
	const file = path.join(directory, 'state');
	await writeFileAtomic(file, 'first');
	await writeFileAtomic(file, 'second', {replace: true, mode: 0o644});

	expect(await readFile(file, 'utf8')).toBe('second');
	expect((await stat(file)).mode % 0o1000).toBe(0o644);
});

test('of two writers at once exactly one wins, whole', async () => {
	const file = path.join(directory, 'secret');
	const outcomes = await Promise.allSettled(
		['one', 'two'].map(async text => writeFileAtomic(file, text.repeat(10_000))),
	);

	expect(outcomes.map(({status}) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect(['one'.repeat(10_000), 'two'.repeat(10_000)]).toContain(await readFile(file, 'utf8'));
});
