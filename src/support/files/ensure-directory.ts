import {mkdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {PathError, toFileError} from '../errors.ts';

/**
Create a folder and its missing parents, with mode 0700.

This does not use `mkdir()` with `recursive`, which retries for ever on a file system such as `/proc` that reports `ENOENT` for a folder it refuses to create.

@returns The topmost folder that was created, if any.
@throws {PathError} If it cannot be created, or a file is in its place.
@throws {DiskError} If the disk is full.
*/
export function ensureDirectory(directory: string): string | undefined {
	try {
		return make(path.resolve(directory));
	} catch (error) {
		throw toFileError(error) ?? error;
	}
}

function make(directory: string): string | undefined {
	if (isDirectory(directory)) {
		return undefined;
	}

	const parent = path.dirname(directory);
	const made = parent === directory ? undefined : make(parent);
	try {
		mkdirSync(directory, {mode: 0o700});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}

		// Another process may have created it first.
		if (!isDirectory(directory)) {
			throw new PathError(directory, 'it is not a folder', {cause: error});
		}
	}

	return made ?? directory;
}

/** Check whether a folder exists. */
export const isDirectory = (directory: string): boolean =>
	statSync(directory, {throwIfNoEntry: false})?.isDirectory() ?? false;
