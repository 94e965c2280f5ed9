import {rm} from 'node:fs/promises';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as sleep} from 'node:timers/promises';
import {BtopError, PathError} from '../errors.ts';
import {writeFileAtomic} from './atomic-file.ts';
import {preparePrivateDatabase} from './private-database.ts';
import {readTextFile} from './regular-file.ts';

export type LockOptions = {
	/** What the lock is for, as an infinitive: `start the devnet`. */
	readonly purpose: string;
	/** How long to wait while another process holds it, in milliseconds. @default 60_000 */
	readonly timeout?: number;
	readonly signal: AbortSignal;
};

/** Error thrown when another process does not release a lock. */
export class LockHeldError extends BtopError {
	override name = 'LockHeldError';
	override readonly code = 'locked';
	/** The file with the holder's PID. */
	readonly path: string;
	/** The holder's PID, if known. */
	readonly pid: number | undefined;

	constructor(file: string, pid: number | undefined, purpose: string, timeout: number) {
		const holder = pid === undefined ? 'another process' : `process \`${pid}\``;
		super(
			`Cannot ${purpose}: ${holder} has been holding \`${file}\` for more than ${Math.round(timeout / 1000)} s`,
			{fix: 'Wait for that process, or end it if it hangs; then try again.'},
		);
		this.path = file;
		this.pid = pid;
	}
}

/**
Hold a lock while doing work, so that only one process does it at a time.

It is an operating system lock on a file next to this one, taken through SQLite. The system releases it when its process exits, however that happens, so a lock is never stale. The file itself only names the holder, for those that wait.

@throws {LockHeldError} If another process does not release it in time.
*/
export async function withLock<Value>(
	file: string,
	{purpose, timeout = 60_000, signal}: LockOptions,
	work: () => Promise<Value>,
): Promise<Value> {
	signal.throwIfAborted();
	const lock = `${file}.sqlite`;
	preparePrivateDatabase(lock);
	const database = new DatabaseSync(lock, {timeout: 0});
	try {
		for (const start = Date.now(); !claim(database, lock);) {
			if (Date.now() - start >= timeout) {
				throw new LockHeldError(file, await readHolder(file), purpose, timeout);
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

/** Nothing is ever written, so the file stays empty. */
function claim(database: DatabaseSync, lock: string) {
	try {
		database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
		return true;
	} catch (error) {
		// From https://sqlite.org/rescode.html
		const busy = 5;
		if ((error as {readonly errcode?: number}).errcode === busy) {
			return false;
		}

		throw new PathError(lock, (error as Error).message, {
			fix: 'If it is not a lock of btop, remove it; and check that its folder is writable.',
			cause: error,
		});
	}
}

async function readHolder(file: string) {
	const pid = Number(await readTextFile(file).catch(() => ''));
	return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}
