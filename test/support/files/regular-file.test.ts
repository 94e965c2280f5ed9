import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {statSync} from 'node:fs';
import {truncate, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {openPrivateFile} from '../../../src/support/files/private-file.ts';
import {
	openRegularFile,
	readRegularFile,
	readTextFile,
	requireRegularFile,
} from '../../../src/support/files/regular-file.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let folder: string;
let file: string;

beforeEach(async () => {
	folder = await makeTemporaryFolder('regular');
	file = path.join(folder, 'file');
});

test('a file is read whole, up to its limit', async () => {
	await writeFile(file, 'four');

	expect(await readTextFile(file, {limit: 4})).toBe('four');
	await expect(readTextFile(file, {limit: 3})).rejects.toMatchObject({
		name: 'PathError',
		path: file,
		problem: 'it has 4 bytes, and at most 3 are expected',
	});
});

test('without a limit, a huge file is refused', async () => {
	await writeFile(file, '');
	await truncate(file, 2 ** 36);

	await expect(readRegularFile(file)).rejects.toThrow('it has 68719476736 bytes');
});

test('what is missing is told as the system tells it', async () => {
	await expect(readRegularFile(file)).rejects.toMatchObject({code: 'ENOENT'});
});

test('a folder and a device are refused', async () => {
	await expect(readRegularFile(folder)).rejects.toThrow('it is a folder');
	await expect(readRegularFile('/dev/zero')).rejects.toThrow('it is a device');
	expect(() => openRegularFile('/dev/zero')).toThrow('it is a device');
});

test('a pipe that nobody writes to, or reads from, is refused at once', async () => {
	execFileSync('mkfifo', [file]);

	await expect(readRegularFile(file)).rejects.toThrow('it is a pipe');
	expect(() => openRegularFile(file)).toThrow('it is a pipe');
	expect(() => openPrivateFile(file, 'append')).toThrow('it is a pipe');
	expect(() => openPrivateFile(file, 'replace')).toThrow('it is a pipe');
});

test('a socket is refused', async () => {
	const server = createServer().listen(file);
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
	});

	// The system does not open it.
	await expect(readRegularFile(file)).rejects.toMatchObject({code: 'ENXIO'});
	expect(() => {
		requireRegularFile(file, statSync(file));
	}).toThrow('it is a socket');
});
