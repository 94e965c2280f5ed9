import {randomBytes} from 'node:crypto';
import {link, lstat, open, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {FileExistsError, toFileError} from '../errors.ts';
import {isAlive} from '../processes/process.ts';

/** Create a hard link; fails if the name is taken. */
export type Link = (draft: string, file: string) => Promise<void>;

/** A draft is named after its target and the process that wrote it: `.coldkey.btop-4711-0123456789ab`. */
const draftName = /^\..+\.btop-(?<pid>\d+)-[\da-f]{12}$/v;

/** Age from which a draft counts as abandoned, in milliseconds, even if its PID is in use: it may have been reused. */
const longestLife = 60_000;

/**
Write a complete file to disk under a hidden name next to its target. `claimName()` or a rename then gives it its real name.

@returns The draft's path.
@throws {DiskError} If the disk is full.
*/
export async function writeDraft(
	file: string,
	data: string | Uint8Array,
	mode = 0o600,
): Promise<string> {
	const ending = `btop-${process.pid}-${randomBytes(6).toString('hex')}`;
	const draft = path.join(path.dirname(file), `.${path.basename(file)}.${ending}`);
	const handle = await open(draft, 'wx', mode);
	try {
		await handle.writeFile(data);
		await handle.chmod(mode);
		await handle.sync();
	} catch (error) {
		await rm(draft, {force: true});
		throw toFileError(error, file) ?? error;
	} finally {
		await handle.close();
	}

	return draft;
}

/**
Give a draft its name unless that is taken: unlike a rename, a hard link never overwrites.

@throws {FileExistsError} If a file of that name exists.
*/
export async function claimName(draft: string, file: string, linkFile: Link = link): Promise<void> {
	try {
		await linkFile(draft, file);
	} catch (error) {
		throw (error as NodeJS.ErrnoException).code === 'EEXIST'
			? new FileExistsError(file, {cause: error})
			: error;
	}
}

/**
Delete the drafts that killed processes left in a folder. A recent draft of a running process is kept. If a running process loses an older one, its write fails as if it had never begun.
*/
export async function sweepDrafts(directory: string): Promise<void> {
	// A folder that is missing or unreadable counts as empty.
	for (const name of await readdir(directory).catch(() => [])) {
		const pid = draftName.exec(name)?.groups!.pid;
		const draft = path.join(directory, name);
		if (pid !== undefined && (await isStale(draft, Number(pid)))) {
			await rm(draft).catch(() => undefined);
		}
	}
}

async function isStale(draft: string, pid: number) {
	const stats = await lstat(draft).catch(() => undefined);
	return stats?.isFile() === true && (!isAlive(pid) || Date.now() - stats.mtimeMs > longestLife);
}
