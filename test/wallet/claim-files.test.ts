import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {FileExistsError} from '../../src/support/errors.ts';
import {claimFiles} from '../../src/wallet/claim-files.ts';
import {listFiles, makeFolder} from '../helpers/wallet.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
});

const at = (...parts: readonly string[]) => path.join(directory, ...parts);

test('all files are made, and no drafts stay', async () => {
	await claimFiles([
		{path: at('a', 'one'), data: '1'},
		{path: at('a', 'b', 'two'), data: '2'},
	]);

	expect(await listFiles(directory)).toEqual(['a', 'a/b', 'a/b/two', 'a/one']);
	expect(await readFile(at('a', 'b', 'two'), 'utf8')).toBe('2');
});

test('when the last file is there already, the others and their folders go again', async () => {
	await writeFile(at('taken'), 'before');

	await expect(
		claimFiles([
			{path: at('a', 'one'), data: '1'},
			{path: at('a', 'b', 'two'), data: '2'},
			{path: at('taken'), data: '3'},
		]),
	).rejects.toThrow(FileExistsError);
	expect(await listFiles(directory)).toEqual(['taken']);
	expect(await readFile(at('taken'), 'utf8')).toBe('before');
});

test('when a folder cannot be made, what was begun goes again', async () => {
	await writeFile(at('file'), '');

	await expect(
		claimFiles([
			{path: at('a', 'one'), data: '1'},
			{path: at('file', 'two'), data: '2'},
		]),
	).rejects.toMatchObject({code: 'bad-path', path: at('file')});
	expect(await listFiles(directory)).toEqual(['file']);
});

test('folders that were there before stay, with what is in them', async () => {
	await mkdir(at('a'));
	await writeFile(at('a', 'mine'), '');
	await writeFile(at('taken'), '');

	await expect(
		claimFiles([
			{path: at('a', 'b', 'one'), data: '1'},
			{path: at('taken'), data: '2'},
		]),
	).rejects.toThrow(FileExistsError);
	expect(await listFiles(directory)).toEqual(['a', 'a/mine', 'taken']);
});
