import type {DatabaseSync} from 'node:sqlite';
import {createStore, type ReadableStore} from '../support/store.ts';
import {toLedgerError} from './errors.ts';
import {findLoss} from './find-loss.ts';
import {openDatabase, type OpenedDatabase} from './open-database.ts';
import {transact} from './transact.ts';

/** The database of everything that happened. Several processes may have it open. */
export type Ledger = {
	readonly path: string;
	/** How often its file was gone, emptied or replaced, and the one at its path was opened instead, or a new one. This is checked before all work. */
	readonly reopenings: ReadableStore<number>;
	/** Run work on the database, converting SQLite's errors to ours. */
	readonly use: <Value>(work: (database: DatabaseSync) => Value) => Value;
	/** Run work in a transaction that is on disk when this returns, so that it survives a power failure. Nested calls join the outer transaction. */
	readonly transact: <Value>(work: (database: DatabaseSync) => Value) => Value;
	/** The same, but until the log's next checkpoint it survives only the death of the process, not a power failure. Cheap enough for every query. */
	readonly transactQuickly: <Value>(
		work: (database: DatabaseSync) => Value,
		options?: TransactOptions,
	) => Value;
	readonly close: () => void;
};

export type TransactOptions = {
	/** How long to wait for another process's write, in milliseconds; this blocks the thread. @default that of the ledger */
	readonly timeout?: number;
};

export type OpenLedgerOptions = {
	/** Created with mode 0600 if it does not exist. */
	readonly file: string;
	/** How long to wait for another process's write, in milliseconds; this blocks the thread. @default 1000 */
	readonly timeout?: number;
};

/**
Open the ledger, create it if it does not exist, and migrate it to this version's schema.

@throws {BadLedgerError} If the file is damaged, is not a ledger, or was created by a newer btop.
@throws {LedgerWriteError} If the file or its folder cannot be written.
*/
export function openLedger({file, timeout = 1000}: OpenLedgerOptions): Ledger {
	const reopenings = createStore(0);
	const convert = <Value>(work: () => Value) => {
		try {
			return work();
		} catch (error) {
			throw toLedgerError(file, error);
		}
	};

	let opened: OpenedDatabase | undefined = convert(() =>
		openDatabase({file, timeout, loss: findLoss(file)}),
	);
	let isClosed = false;

	const reopen = () => {
		const loss = findLoss(file, {isMarked: true});
		opened?.abandon();
		opened = undefined;
		opened = openDatabase({file, timeout: shortTimeout, loss});
		opened.database.exec(`PRAGMA busy_timeout = ${timeout}`);
		reopenings.set(reopenings.getSnapshot() + 1);
		return opened.database;
	};

	const getDatabase = () => {
		if (isClosed) {
			throw new Error('The ledger is closed');
		}

		return opened && (opened.database.isTransaction || opened.isInPlace())
			? opened.database
			: reopen();
	};

	const use: Ledger['use'] = work => convert(() => work(getDatabase()));
	return {
		path: file,
		reopenings,
		use,
		transact: work =>
			use(database =>
				database.isTransaction
					? work(database)
					: withPragma(database, ['synchronous', 'FULL', 'NORMAL'], () => transact(database, work)),
			),
		transactQuickly: (work, {timeout: own = timeout} = {}) =>
			use(database =>
				database.isTransaction
					? work(database)
					: withPragma(database, ['busy_timeout', own, timeout], () => transact(database, work)),
			),
		close() {
			if (isClosed) {
				return;
			}

			isClosed = true;
			opened?.database.close();
		},
	};
}

/** While mining, a second program that has the new file locked must not hold up the thread. */
const shortTimeout = 10;

/** Run work with a setting of the database changed. */
function withPragma<Value>(
	database: DatabaseSync,
	[name, value, usual]: readonly [name: string, value: string | number, usual: string | number],
	work: () => Value,
): Value {
	database.exec(`PRAGMA ${name} = ${value}`);
	try {
		return work();
	} finally {
		database.exec(`PRAGMA ${name} = ${usual}`);
	}
}
