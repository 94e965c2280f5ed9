import type {DatabaseSync} from 'node:sqlite';

/** Run work in a transaction; nested calls join the outer one. */
export function transact<Value>(
	database: DatabaseSync,
	work: (database: DatabaseSync) => Value,
): Value {
	if (database.isTransaction) {
		return work(database);
	}

	// With the write lock taken up front, the timeout applies while another process writes; a lock taken midway would fail at once.
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
