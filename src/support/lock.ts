import {readFile, rm} from 'node:fs/promises';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as sleep} from 'node:timers/promises';
import {writeFileAtomic} from './atomic-file.ts';
import {BtopError, PathError} from './errors.ts';
import {preparePrivateDatabase} from './private-database.ts';

export type LockOptions = {
	/** What the lock is for, as an infinitive: `start the devnet`. */
	readonly purpose: string;
	/** How long to wait for another who holds it, in milliseconds. @default 60_000 */
	readonly patience?: number;
	readonly signal: AbortSignal;
};

/** Error thrown when another process does not let go of a lock. */
export class LockHeldError extends BtopError {
	override name = 'LockHeldError';
	override readonly code = 'locked';
	/** Where the holder's number stands. */
	readonly path: string;
	/** The holder, if it said who it is. */
	readonly pid: number | undefined;

	constructor(file: string, pid: number | undefined, purpose: string, patience: number) {
		const holder = pid === undefined ? 'another process' : `process \`${pid}\``;
		super(
			`Cannot ${purpose}: ${holder} is at it, and holds \`${file}\` for more than ${Math.round(patience / 1000)} s`,
			{fix: 'Wait until that process is done, or end it if it hangs; then try again.'},
		);
		this.path = file;
		this.pid = pid;
	}
}

/**
Hold a lock while work is done, so that only one of two processes does it.

It is a lock of the operating system on a file beside this one, as SQLite takes it on each of its own: it ends with its process, however that ends, so none is ever stale and none has to be taken from anybody. The file itself only says who holds it, for whoever waits.

@throws {LockHeldError} If another process does not let go of it.
*/
export async function withLock<Value>(
	file: string,
	{purpose, patience = 60_000, signal}: LockOptions,
	work: () => Promise<Value>,
): Promise<Value> {
	signal.throwIfAborted();
	const lock = `${file}.sqlite`;
	preparePrivateDatabase(lock);
	const database = new DatabaseSync(lock, {timeout: 0});
	try {
		for (const start = Date.now(); !claim(database, lock);) {
			if (Date.now() - start >= patience) {
				throw new LockHeldError(file, await readHolder(file), purpose, patience);
			}

			await sleep(50, undefined, {signal});
		}

		await writeFileAtomic(file, `${process.pid}\n`, {replace: true});
		try {
			return await work();
		} finally {
			await rm(file, {force: true});
		}
	} finally {
		database.close();
	}
}

/** Nothing is ever written, so that the file stays empty. */
function claim(database: DatabaseSync, lock: string) {
	try {
		database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
		return true;
	} catch (error) {
		// Of https://sqlite.org/rescode.html
		const busy = 5;
		if ((error as {readonly errcode?: number}).errcode === busy) {
			return false;
		}

		throw new PathError(lock, (error as Error).message, {
			fix: 'Remove it, if it is no lock of btop, and see whether its folder may be written.',
			cause: error,
		});
	}
}

async function readHolder(file: string) {
	const pid = Number(await readFile(file, 'utf8').catch(() => ''));
	return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}
