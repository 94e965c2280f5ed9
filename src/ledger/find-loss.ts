import {existsSync, statSync, writeFileSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';

/** The loss of a previous ledger, which this one replaced. */
export type LedgerLoss = {
	/** When it was noticed, in milliseconds since the Unix epoch. */
	readonly time: number;
	/** A clause: the file was empty, or missing. */
	readonly how: string;
};

/** An unmarked empty file younger than this, in milliseconds, is being created by another process. */
const longestCreation = 10_000;

/** A marker file next to a ledger, so that its loss is noticed. */
const markOf = (file: string) => `${file}.begun`;

/**
Check whether a ledger has been lost. Call this before creating a new one.

@param options.isMarked Whether there was one.
*/
export function findLoss(
	file: string,
	// The marker is looked for first: whoever creates a ledger marks it once it holds its tables.
	{isMarked = existsSync(markOf(file))}: {readonly isMarked?: boolean} = {},
): LedgerLoss | undefined {
	const now = Date.now();
	const stats = statSync(file, {throwIfNoEntry: false});
	if (stats === undefined) {
		return isMarked ? {time: now, how: 'the file was missing'} : undefined;
	}

	const isEmpty = stats.isFile() && stats.size === 0;
	return isEmpty && (isMarked || now - stats.mtimeMs > longestCreation)
		? {time: now, how: 'the file was empty'}
		: undefined;
}

/** Write the marker that a ledger exists, with its tables. */
export function markBegin(file: string): void {
	try {
		writeFileSync(markOf(file), `${new Date().toISOString()}\n`, {flag: 'wx', mode: 0o600});
	} catch {
		// The marker exists already, or cannot be written: then a loss would go unnoticed, but the ledger still works.
	}
}

/** Record in a ledger that its predecessor was lost. */
export function recordLoss(database: DatabaseSync, {time, how}: LedgerLoss): void {
	database.prepare('INSERT INTO losses (time, how) VALUES (?, ?)').run(time, how);
}
