import {type BigIntStats, rmSync, statSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {identifyFile, toFileIdentity} from '../support/files/file-identity.ts';
import {preparePrivateDatabase} from '../support/files/private-database.ts';
import {BadLedgerError} from './errors.ts';
import {type LedgerLoss, markBegin, recordLoss} from './find-loss.ts';
import {migrations} from './schema.ts';
import {transact} from './transact.ts';

/** A ledger's database, and the files that it was opened from. */
export type OpenedDatabase = {
	readonly database: DatabaseSync;
	/** Check whether its path still leads to its file, and that the file was not emptied. */
	readonly isInPlace: () => boolean;
	/** Close it, once it is no longer in place, and remove what is left of its files. */
	readonly abandon: () => void;
};

export type OpenDatabaseOptions = {
	readonly file: string;
	readonly timeout: number;
	/** The loss that a new ledger remembers. */
	readonly loss: LedgerLoss | undefined;
};

/** Open a ledger's database, create it if it does not exist, and migrate it to this version's schema. */
export function openDatabase({file, timeout, loss}: OpenDatabaseOptions): OpenedDatabase {
	let database: DatabaseSync | undefined;
	try {
		preparePrivateDatabase(file);
		// Files are not opened to be identified: closing them again would release SQLite's locks.
		const main = identifyFile(file);
		database = new DatabaseSync(file, {timeout, readBigInts: true});
		database.exec(
			'PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 4194304; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON',
		);
		const before = migrate(database, {file, loss});
		if (before > 0 && before < migrations.length) {
			shrink(database);
		}

		markBegin(file);
		return watchFiles(database, {file, main});
	} catch (error) {
		database?.close();
		throw error;
	}
}

function watchFiles(
	database: DatabaseSync,
	{file, main}: {readonly file: string; readonly main: string | undefined},
): OpenedDatabase {
	const files = [
		[file, main],
		...['-wal', '-shm'].map(
			ending => [`${file}${ending}`, identifyFile(`${file}${ending}`)] as const,
		),
	] as const;
	return {
		database,
		isInPlace() {
			const stats = statSync(file, {bigint: true, throwIfNoEntry: false});
			return stats !== undefined && toFileIdentity(stats) === main && !isEmptied(stats);
		},
		abandon() {
			for (const [name, id] of files) {
				// Not those of a ledger that took its place. What is left of the old one would damage it.
				if (id !== undefined && identifyFile(name) === id) {
					rmSync(name, {force: true});
				}
			}

			// SQLite writes nothing to files that were moved away or removed.
			database.close();
		},
	};
}

/** Milliseconds that a program which replaces a file's content may leave it empty. */
const longestEmpty = 1000;

const isEmptied = ({size, mtimeMs}: BigIntStats) =>
	size === 0n && Date.now() - Number(mtimeMs) > longestEmpty;

type MigrateOptions = {readonly file: string; readonly loss: LedgerLoss | undefined};

/** Migrate the ledger to this version's schema, and return its previous version; 0 for a new one. */
function migrate(database: DatabaseSync, {file, loss}: MigrateOptions): number {
	if (readVersion(database) === migrations.length) {
		return migrations.length;
	}

	return transact(database, () => {
		// Another process may have migrated it first.
		const version = readVersion(database);
		if (version > migrations.length) {
			throw new BadLedgerError(file, `it was made by a newer btop (version \`${version}\`)`, {
				fix: 'Update btop.',
			});
		}

		for (const migration of migrations.slice(version)) {
			if (typeof migration === 'string') {
				database.exec(migration);
			} else {
				migration(database);
			}
		}

		database.exec(`PRAGMA user_version = ${migrations.length}`);
		if (version === 0 && loss) {
			recordLoss(database, loss);
		}

		return version;
	});
}

/**
Return space freed by a migration to the disk. Apart from that, new rows reuse the pages of deleted ones, which keeps the file bounded: `auto_vacuum` would move pages on every commit for nothing.
*/
function shrink(database: DatabaseSync) {
	try {
		database.exec('VACUUM');
	} catch {
		// Another process has the ledger open, or the disk is full: the space is reused all the same.
	}
}

const readVersion = (database: DatabaseSync) =>
	Number(database.prepare('PRAGMA user_version').get()!.user_version);
