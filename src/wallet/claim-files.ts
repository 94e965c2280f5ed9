import {randomBytes} from 'node:crypto';
import {link, rm, rmdir} from 'node:fs/promises';
import path from 'node:path';
import {syncDirectory, writeFileAtomic} from '../support/atomic-file.ts';
import {ensureDirectory} from '../support/ensure-directory.ts';
import {FileExistsError} from '../support/errors.ts';

export type NewFile = {readonly path: string; readonly data: Uint8Array | string};

/**
Write several new files, all of them or none.

Each is whole on disk, as a draft beside its place, before the first gets its name. Whatever goes wrong, what was made is taken away again, folders too. Files have mode 0600, new folders 0700.

@throws {FileExistsError} If one of the files is there already; it is left as it was.
*/
export async function claimFiles(files: readonly NewFile[]): Promise<void> {
	const undo: Array<() => Promise<void>> = [];
	const drafts: string[] = [];
	try {
		for (const {path: file, data} of files) {
			const folder = path.dirname(file);
			const firstMade = ensureDirectory(folder);
			undo.push(async () => removeFolders(folder, firstMade));
			const draft = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
			drafts.push(draft);
			await writeFileAtomic(draft, data);
		}

		for (const [index, {path: file}] of files.entries()) {
			await claim(drafts[index]!, file);
			undo.push(async () => rm(file));
		}

		await removeFiles(drafts);
		for (const folder of new Set(files.map(file => path.dirname(file.path)))) {
			await syncDirectory(folder);
		}
	} catch (error) {
		await removeFiles(drafts);
		for (const step of undo.toReversed()) {
			await step();
		}

		throw error;
	}
}

/** Unlike a rename, a hard link never replaces. */
async function claim(draft: string, file: string): Promise<void> {
	try {
		await link(draft, file);
	} catch (error) {
		throw (error as NodeJS.ErrnoException).code === 'EEXIST'
			? new FileExistsError(file, {cause: error})
			: error;
	}
}

async function removeFiles(files: readonly string[]): Promise<void> {
	for (const file of files) {
		await rm(file, {force: true});
	}
}

/** Remove a folder and its parents up to the first that was made, as far as nobody has put anything in them. */
async function removeFolders(folder: string, firstMade: string | undefined): Promise<void> {
	const shortest = firstMade?.length ?? Infinity;
	for (let current = folder; current.length >= shortest; current = path.dirname(current)) {
		try {
			await rmdir(current);
		} catch {
			return;
		}
	}
}
