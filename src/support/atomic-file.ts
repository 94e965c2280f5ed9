import {open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {claimName, writeDraft} from './draft.ts';
import {ensureDirectory} from './ensure-directory.ts';

export type WriteFileOptions = {
	/** Permission bits of the file. @default 0o600 */
	readonly mode?: number;
	/** Whether a file of that name may be replaced; if not, a `FileExistsError` leaves it as it was. @default false */
	readonly replace?: boolean;
};

/**
Write a file so that it is either there whole or not at all: a draft beside it, then its name. Folders that are missing are made with mode 0700.

@throws {FileExistsError} If the file is there and `replace` is not set.
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

/** Make names that were given or taken in a folder outlast a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
	const handle = await open(directory, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
