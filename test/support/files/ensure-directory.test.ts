import {existsSync} from 'node:fs';
import {stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {ensureDirectory} from '../../../src/support/files/ensure-directory.ts';
import {PathError} from '../../../src/support/errors.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeTemporaryFolder('folder');
});

test('folders that are missing are made for their owner only, and the first is told', async () => {
	const inner = path.join(directory, 'a', 'b');

	expect(ensureDirectory(inner)).toBe(path.join(directory, 'a'));
	expect((await stat(inner)).mode % 0o1000).toBe(0o700);
	expect(ensureDirectory(inner)).toBeUndefined();
});

test('a file in the place of a folder, or of one above it, is named', async () => {
	const file = path.join(directory, 'file');
	await writeFile(file, '');

	for (const wanted of [file, path.join(file, 'a', 'b')]) {
		expect(() => ensureDirectory(wanted)).toThrow(PathError);
		expect(() => ensureDirectory(wanted)).toThrow(`\`${file}\` cannot be used: it is not a folder`);
	}
});

test.runIf(existsSync('/proc/self'))(
	'where no folder can be made, it says so rather than try for ever',
	() => {
		expect(() => ensureDirectory('/proc/btop/a')).toThrow(PathError);
	},
);
