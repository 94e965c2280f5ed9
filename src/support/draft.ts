import {randomBytes} from 'node:crypto';
import {link, lstat, open, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {FileExistsError, toFileError} from './errors.ts';
import {isAlive} from './process.ts';

/** Gives a file a second name; it fails if the name is taken. */
export type Link = (draft: string, file: string) => Promise<void>;

/** A draft has its place's name and that of the process that wrote it: `.coldkey.btop-4711-0123456789ab`. */
const draftName = /^\..+\.btop-(?<pid>\d+)-[\da-f]{12}$/v;

/** From when on a draft is nobody's, in milliseconds; the number of its process may be another's by then. */
const longestLife = 60_000;

/**
Write a file whole to the disk under a hidden name beside its place. `claimName()` or a rename gives it its own.

@returns Where the draft is.
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
Give a draft its name only if nobody has it: unlike a rename, a hard link never replaces.

@throws {FileExistsError} If a file of that name is there.
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
Take away the drafts in a folder that a process left there when it was killed. Those of a process that lives are kept while they are young: nobody needs longer. Whoever still had one fails, as if he had not begun.
*/
export async function sweepDrafts(directory: string): Promise<void> {
	// A folder that is not there, or that may not be read, has none to be found.
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
