import {BtopError, type BtopErrorOptions, DiskError, PathError} from '../support/errors.ts';

/** Error thrown when the ledger cannot be read: it is damaged, not a ledger, or was created by a newer btop. The file is left unchanged. */
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

/** Error thrown when the ledger cannot be written: the disk is full, write access is denied, or another program has it locked. Existing entries are intact. */
export class LedgerWriteError extends BtopError {
	override name = 'LedgerWriteError';
	override readonly code = 'ledger-not-written';
	readonly path: string;
	readonly problem: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The ledger \`${path}\` cannot be written: ${problem}`, {
			fix: 'Free some disk space, and check that the file and its folder are writable.',
			...options,
		});
		this.path = path;
		this.problem = problem;
	}
}

/** Error thrown when another program held the ledger's lock for longer than a write waits. */
export class LedgerLockedError extends LedgerWriteError {
	override name = 'LedgerLockedError';

	constructor(path: string, options: ErrorOptions = {}) {
		super(path, 'another program has locked it; `fuser -v` on it tells which', {
			fix: 'Let that program finish, or end it.',
			...options,
		});
	}
}

/**
Convert an error from SQLite or the file system into one of ours; others are returned as is.
*/
export function toLedgerError(path: string, error: unknown): unknown {
	if (!(error instanceof Error)) {
		return error;
	}

	// Amounts are 64-bit integers with a sign.
	if (error instanceof TypeError && error.message.includes('too large to bind')) {
		return new LedgerWriteError(path, 'an amount is beyond 9.2 billion TAO or alpha', {
			fix: 'No amount on the main chain is: the node may be of another kind of chain, or lie.',
			cause: error,
		});
	}

	if ('errcode' in error) {
		// The low byte is the primary result code: https://sqlite.org/rescode.html
		const code = Number(error.errcode) % 256;
		if (damaged.has(code)) {
			return new BadLedgerError(path, error.message, {cause: error});
		}

		if (code === busy) {
			return new LedgerLockedError(path, {cause: error});
		}

		if (!unwritable.has(code)) {
			return error;
		}

		const problem = code === full ? 'no space left on its disk; free some space' : error.message;
		return new LedgerWriteError(path, problem, {cause: error});
	}

	if (error instanceof PathError) {
		return new LedgerWriteError(path, error.problem, {cause: error, fix: error.fix});
	}

	return error instanceof DiskError || 'syscall' in error
		? new LedgerWriteError(path, error.message, {
				cause: error,
				...(error instanceof BtopError && {fix: error.fix}),
			})
		: error;
}

/** Describe why a ledger cannot be used, and what to do unless that may pass by itself, without a full stop. */
export const describeTrouble = (error: Error): string =>
	error instanceof BadLedgerError
		? `${error.message}. ${error.fix?.replace(/\.$/v, '')}`
		: error.message;

/** Corrupt, and not a database. */
const damaged = new Set([11, 26]);

const busy = 5;
const full = 13;
/** Locked, read-only, I/O error, full, and cannot be opened. */
const unwritable = new Set([6, 8, 10, full, 14]);
