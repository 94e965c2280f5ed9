import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {toFileError} from '../../support/errors.ts';
import {preparePrivateDatabase} from '../../support/files/private-database.ts';
import {StateDirectoryError} from '../errors.ts';

/** Changes whenever the format of the tables does. */
const format = 1;

// One process at a time. A written block survives a killed process; only a crash of the whole machine may lose the last ones.
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
Open the database of a chain, exclusively.

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
	throw new RangeError(`it has format ${version}, but this version of btop reads format ${format}`);
}
