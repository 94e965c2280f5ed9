import {mkdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {PathError, toFileError} from './errors.ts';

/**
Make a folder and those above it that are missing, with mode 0700.

`mkdir()` with `recursive` is not for it: where a file system says that a folder cannot be made by saying that its parent is not there, as `/proc` does, it tries for ever.

@returns The first folder that was made, if any.
@throws {PathError} If it cannot be made, or a file is in its place.
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

		// Another process may have been quicker.
		if (!isDirectory(directory)) {
			throw new PathError(directory, 'it is no folder', {cause: error});
		}
	}

	return made ?? directory;
}

/** Tell whether a folder is there. */
export const isDirectory = (directory: string): boolean =>
	statSync(directory, {throwIfNoEntry: false})?.isDirectory() ?? false;
