import {existsSync} from 'node:fs';
import {rm, rmdir} from 'node:fs/promises';
import path from 'node:path';
import {syncDirectory} from '../support/files/atomic-file.ts';
import {claimName, type Link, sweepDrafts, writeDraft} from '../support/files/draft.ts';
import {ensureDirectory} from '../support/files/ensure-directory.ts';
import {FileExistsError} from '../support/errors.ts';

export type NewFile = {readonly path: string; readonly data: Uint8Array | string};

export type ClaimOptions = {
	/** Gives each draft its name. @default link of `node:fs/promises` */
	readonly link?: Link;
};

/**
Prepare to write new files: delete drafts that a killed attempt left behind, and check that none of the files exists.

@throws {FileExistsError} If one of the files already exists.
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
Write several new files: all of them or none.

All are complete on disk, as drafts next to their targets, before the first gets its name. On any failure, everything created is removed again, folders included. Files have mode 0600, new folders 0700.

They get their names in the order given, each flushed to disk before the next: after a kill or a power failure, a file exists only if those before it do. So put a file after those that it must not exist without.

@throws {FileExistsError} If one of the files already exists; it is left unchanged.
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

/** Remove a folder and its parents up to the first that was created, as long as they are empty. */
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
