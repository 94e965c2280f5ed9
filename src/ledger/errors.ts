import {BtopError, type BtopErrorOptions, DiskError, PathError} from '../support/errors.ts';

/** Error thrown when the ledger cannot be read: it is damaged, no ledger at all, or made by a newer btop. The file is left as it is. */
export class BadLedgerError extends BtopError {
	override name = 'BadLedgerError';
	override readonly code = 'bad-ledger';
	readonly path: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The ledger \`${path}\` cannot be read: ${problem}`, {
			fix: 'Move the file away to start a new ledger; `sqlite3 FILE .recover` saves what can be saved of the old one.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when the ledger cannot be written: the disk is full, the file is not ours to write, or another program holds it. What it held before is still there. */
export class LedgerWriteError extends BtopError {
	override name = 'LedgerWriteError';
	override readonly code = 'ledger-not-written';
	readonly path: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The ledger \`${path}\` cannot be written: ${problem}`, {
			fix: 'Make room on the disk, and see whether the file and its folder may be written.',
			...options,
		});
		this.path = path;
	}
}

/**
Turn an error of SQLite or of the file system into one of ours; others are given back as they are.
*/
export function toLedgerError(path: string, error: unknown): unknown {
	if (!(error instanceof Error)) {
		return error;
	}

	if ('errcode' in error) {
		// The low byte is the primary code of https://sqlite.org/rescode.html
		const code = Number(error.errcode) % 256;
		if (damaged.has(code)) {
			return new BadLedgerError(path, error.message, {cause: error});
		}

		return unwritable.has(code) ? new LedgerWriteError(path, error.message, {cause: error}) : error;
	}

	return error instanceof PathError || error instanceof DiskError || 'syscall' in error
		? new LedgerWriteError(path, error.message, {cause: error})
		: error;
}

/** Corrupt, and not a database. */
const damaged = new Set([11, 26]);

/** Busy, locked, read-only, input or output failed, full, and cannot be opened. */
const unwritable = new Set([5, 6, 8, 10, 13, 14]);
