import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {toFileError} from '../../support/errors.ts';
import {preparePrivateDatabase} from '../../support/private-database.ts';
import {StateDirectoryError} from '../errors.ts';

/** Changes whenever what stands in the tables does. */
const format = 1;

// One process at a time. A block is safe once it is written, even if the process is killed; only a fall of the whole machine may take the last ones.
const settings = `
	PRAGMA locking_mode = EXCLUSIVE;
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
`;

const tables = `
	CREATE TABLE IF NOT EXISTS format (version INTEGER PRIMARY KEY);
	CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS blocks (
		number INTEGER PRIMARY KEY,
		hash TEXT NOT NULL,
		header BLOB NOT NULL,
		extrinsics BLOB NOT NULL
	);
`;

/**
Open the database of a chain, alone.

@throws {StateDirectoryError} If another process has it open, or another version wrote it.
@throws {PathError} If the folder cannot be made or written.
@throws {DiskError} If the disk is full or fails.
*/
export function openDatabase(directory: string): DatabaseSync {
	try {
		const file = path.join(directory, 'chain.sqlite');
		preparePrivateDatabase(file);
		const database = new DatabaseSync(file);
		database.exec(settings);
		database.exec(tables);
		requireFormat(database);
		return database;
	} catch (error) {
		throw (
			toFileError(error) ??
			new StateDirectoryError(directory, (error as Error).message, {cause: error})
		);
	}
}

function requireFormat(database: DatabaseSync) {
	database
		.prepare('INSERT OR IGNORE INTO format SELECT ? WHERE NOT EXISTS (SELECT 1 FROM format)')
		.run(format);
	const {version} = database.prepare('SELECT version FROM format').get() as {version: number};
	if (version === format) {
		return;
	}

	database.close();
	throw new RangeError(`it has format ${version}, and this version of the program knows ${format}`);
}
