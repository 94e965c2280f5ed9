import {chmod, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect, test} from 'vitest';
import {preparePrivateDatabase} from '../../../src/support/files/private-database.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const databaseFile = async () =>
	path.join(await makeTemporaryFolder('database'), 'folder', 'data.sqlite');
const mode = async (file: string) => (await stat(file)).mode % 0o1000;

test('a database and what SQLite keeps beside it are for their owner only', async () => {
	const file = await databaseFile();
	preparePrivateDatabase(file);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA journal_mode = WAL; CREATE TABLE things (name TEXT)');

	expect(await mode(path.dirname(file))).toBe(0o700);
	for (const ending of ['', '-wal', '-shm']) {
		expect(await mode(`${file}${ending}`)).toBe(0o600);
	}

	database.close();
});

test('files that others could read are taken from them', async () => {
	const file = await databaseFile();
	preparePrivateDatabase(file);
	for (const ending of ['', '-wal']) {
		await writeFile(`${file}${ending}`, '');
		await chmod(`${file}${ending}`, 0o644);
	}

	preparePrivateDatabase(file);
	expect(await mode(file)).toBe(0o600);
	expect(await mode(`${file}-wal`)).toBe(0o600);
});

test('a lock that is held on it in this process stays', async () => {
	const file = await databaseFile();
	preparePrivateDatabase(file);
	const first = new DatabaseSync(file, {timeout: 0});
	first.exec('BEGIN EXCLUSIVE');
	preparePrivateDatabase(file);
	const second = new DatabaseSync(file, {timeout: 0});

	expect(() => {
		second.exec('BEGIN EXCLUSIVE');
	}).toThrow('locked');
	first.close();
	second.close();
});
