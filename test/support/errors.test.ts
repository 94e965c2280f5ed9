import {existsSync} from 'node:fs';
import {open, readFile} from 'node:fs/promises';
import {constants} from 'node:os';
import {DatabaseSync} from 'node:sqlite';
import {expect, test} from 'vitest';
import {BtopError, DiskError, PathError, toFileError} from '../../src/support/errors.ts';

/** What a system call gives, with a path or without. */
function systemError(name: 'ENOSPC' | 'EDQUOT' | 'EIO' | 'EPIPE', path?: string) {
	const errno = -constants.errno[name];
	return Object.assign(new Error('it failed, write'), {errno, syscall: 'write', path});
}

test.each([
	['ENOSPC', 'disk-full', 'the disk is full'],
	['EDQUOT', 'disk-full', 'your quota'],
	['EIO', 'disk-failed', 'fails to read or write'],
] as const)('%s is the disk’s, whether it says a path or not', (name, code, problem) => {
	for (const path of [undefined, '/rig/file']) {
		const error = systemError(name, path);
		const ours = toFileError(error);

		expect(ours).toBeInstanceOf(DiskError);
		expect(ours).toMatchObject({code, path, cause: error, fix: expect.any(String)});
		expect(ours!.message).toContain(problem);
		expect(ours!.message).toContain(path ?? 'A file');
	}
});

test.runIf(existsSync('/dev/full'))(
	'a write to a disk that is full says no path, and who knows it may',
	async () => {
		const handle = await open('/dev/full', 'w');
		try {
			await expect(
				handle.writeFile('words').catch((error: unknown) => {
					throw toFileError(error) ?? error;
				}),
			).rejects.toMatchObject({code: 'disk-full', path: undefined});
			await expect(
				handle.writeFile('words').catch((error: unknown) => {
					throw toFileError(error, '/rig/words') ?? error;
				}),
			).rejects.toMatchObject({code: 'disk-full', path: '/rig/words'});
		} finally {
			await handle.close();
		}
	},
);

test('a database that has no room left is the disk’s fault too', () => {
	const database = new DatabaseSync(':memory:');
	database.exec('PRAGMA max_page_count = 2; CREATE TABLE block (header BLOB)');
	let thrown: unknown;
	try {
		database.exec('INSERT INTO block VALUES (zeroblob(100000))');
	} catch (error) {
		thrown = error;
	} finally {
		database.close();
	}

	expect(toFileError(thrown)).toMatchObject({code: 'disk-full'});
});

test('an error of a path is the path’s, and what is ours stays as it is', async () => {
	const missing = await readFile('/nonexistent/file').catch((error: unknown) => error);
	expect(toFileError(missing)).toBeInstanceOf(PathError);
	expect(toFileError(missing)).toMatchObject({code: 'bad-path', path: '/nonexistent/file'});

	const ours = new PathError('/rig', 'it is not a folder');
	expect(toFileError(ours)).toBe(ours);
});

test('any other error is not for it', async () => {
	for (const error of [
		new Error('fault'),
		new BtopError('refused'),
		systemError('EPIPE'),
		'text',
	]) {
		expect(toFileError(error)).toBeUndefined();
	}
});
