import {DatabaseSync} from 'node:sqlite';
import {preparePrivateDatabase} from '../support/private-database.ts';
import {BadLedgerError, toLedgerError} from './errors.ts';
import {migrations} from './schema.ts';

/** The file in which everything that happened is kept. Several processes may have it open. */
export type Ledger = {
	readonly path: string;
	/** Do work on the database, with SQLite's errors turned into ours. */
	readonly use: <Value>(work: (database: DatabaseSync) => Value) => Value;
	/** Do work that is written whole or not at all; it is on the disk when this returns, whatever happens to the machine. */
	readonly transact: <Value>(work: (database: DatabaseSync) => Value) => Value;
	/** The same, but it survives only the death of the process until the log reaches the disk at its next checkpoint. Cheap enough for the way of a query. */
	readonly transactQuickly: <Value>(work: (database: DatabaseSync) => Value) => Value;
	readonly close: () => void;
};

export type OpenLedgerOptions = {
	/** It is made, with mode 0600, if it is not there. */
	readonly file: string;
	/** How long to wait for another process that writes, in milliseconds; the thread stands still meanwhile. @default 1000 */
	readonly patience?: number;
};

/**
Open the ledger, make it if there is none, and bring it to this version's schema.

@throws {BadLedgerError} If the file is damaged, is no ledger, or was made by a newer btop.
@throws {LedgerWriteError} If the file or its folder cannot be written.
*/
export function openLedger({file, patience = 1000}: OpenLedgerOptions): Ledger {
	let database: DatabaseSync | undefined;
	try {
		preparePrivateDatabase(file);
		database = new DatabaseSync(file, {timeout: patience, readBigInts: true});
		database.exec(
			'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON',
		);
		migrate(database, file);
	} catch (error) {
		database?.close();
		throw toLedgerError(file, error);
	}

	return createLedger(database, file);
}

function createLedger(database: DatabaseSync, file: string): Ledger {
	const use: Ledger['use'] = work => {
		try {
			return work(database);
		} catch (error) {
			throw toLedgerError(file, error);
		}
	};

	return {
		path: file,
		use,
		transact: work =>
			use(() => {
				database.exec('PRAGMA synchronous = FULL');
				try {
					return transact(database, work);
				} finally {
					database.exec('PRAGMA synchronous = NORMAL');
				}
			}),
		transactQuickly: work => use(() => transact(database, work)),
		close() {
			if (database.isOpen) {
				database.close();
			}
		},
	};
}

function migrate(database: DatabaseSync, file: string) {
	if (readVersion(database) === migrations.length) {
		return;
	}

	transact(database, () => {
		// Another process may have been quicker.
		const version = readVersion(database);
		if (version > migrations.length) {
			throw new BadLedgerError(file, `it was made by a newer btop (version \`${version}\`)`, {
				fix: 'Update btop.',
			});
		}

		for (const migration of migrations.slice(version)) {
			database.exec(migration);
		}

		database.exec(`PRAGMA user_version = ${migrations.length}`);
	});
}

const readVersion = (database: DatabaseSync) =>
	Number(database.prepare('PRAGMA user_version').get()!.user_version);

function transact<Value>(database: DatabaseSync, work: (database: DatabaseSync) => Value): Value {
	// Taking the write lock at once lets the time-out wait for another writer; a lock taken halfway fails instead.
	database.exec('BEGIN IMMEDIATE');
	try {
		const value = work(database);
		database.exec('COMMIT');
		return value;
	} catch (error) {
		if (database.isTransaction) {
			database.exec('ROLLBACK');
		}

		throw error;
	}
}
