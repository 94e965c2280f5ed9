import {existsSync} from 'node:fs';
import {rm, rmdir} from 'node:fs/promises';
import path from 'node:path';
import {syncDirectory} from '../support/atomic-file.ts';
import {claimName, type Link, sweepDrafts, writeDraft} from '../support/draft.ts';
import {ensureDirectory} from '../support/ensure-directory.ts';
import {FileExistsError} from '../support/errors.ts';

export type NewFile = {readonly path: string; readonly data: Uint8Array | string};

export type ClaimOptions = {
	/** Gives each file its name. @default link of `node:fs/promises` */
	readonly link?: Link;
};

/**
Make ready for new files: take away what an attempt that was killed left beside their places, and refuse if one of them is there.

@throws {FileExistsError} If one of the files is there already.
*/
export async function prepareClaim(files: readonly string[]): Promise<void> {
	for (const folder of foldersOf(files)) {
		await sweepDrafts(folder);
	}

	const taken = files.find(file => existsSync(file));
	if (taken !== undefined) {
		throw new FileExistsError(taken);
	}
}

/**
Write several new files, all of them or none.

Each is whole on disk, as a draft beside its place, before the first gets its name. Whatever goes wrong, what was made is taken away again, folders too. Files have mode 0600, new folders 0700.

They get their names in the order given, each for good before the next: if we are killed, or the power fails, a file is only there if those before it are. So what must not be there without another comes after it.

@throws {FileExistsError} If one of the files is there already; it is left as it was.
*/
export async function claimFiles(
	files: readonly NewFile[],
	{link}: ClaimOptions = {},
): Promise<void> {
	const undo: Array<() => Promise<void>> = [];
	const drafts: string[] = [];
	try {
		for (const {path: file, data} of files) {
			const folder = path.dirname(file);
			const firstMade = ensureDirectory(folder);
			undo.push(async () => removeFolders(folder, firstMade));
			drafts.push(await writeDraft(file, data));
		}

		for (const [index, {path: file}] of files.entries()) {
			await claimName(drafts[index]!, file, link);
			undo.push(async () => rm(file));
			await syncDirectory(path.dirname(file));
		}

		await removeFiles(drafts);
		for (const folder of foldersOf(files.map(file => file.path))) {
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

const foldersOf = (files: readonly string[]) => new Set(files.map(file => path.dirname(file)));

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
