import {open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {claimName, writeDraft} from './draft.ts';
import {ensureDirectory} from './ensure-directory.ts';

export type WriteFileOptions = {
	/** The file's permission bits. @default 0o600 */
	readonly mode?: number;
	/** Whether to overwrite an existing file rather than throw a `FileExistsError`. @default false */
	readonly replace?: boolean;
};

/**
Write a file atomically, by way of a draft next to it, so that it is never seen half written. Missing folders are created with mode 0700.

@throws {FileExistsError} If the file exists and `replace` is not set.
*/
export async function writeFileAtomic(
	file: string,
	data: string | Uint8Array,
	{mode, replace = false}: WriteFileOptions = {},
): Promise<void> {
	const directory = path.dirname(file);
	ensureDirectory(directory);
	const draft = await writeDraft(file, data, mode);
	try {
		await (replace ? rename(draft, file) : claimName(draft, file));
	} finally {
		await rm(draft, {force: true});
	}

	await syncDirectory(directory);
}

/** Flush a folder to disk, so that files created, renamed or deleted in it survive a power failure. */
export async function syncDirectory(directory: string): Promise<void> {
	const handle = await open(directory, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
