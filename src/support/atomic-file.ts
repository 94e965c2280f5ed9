import {randomBytes} from 'node:crypto';
import {link, open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {ensureDirectory} from './ensure-directory.ts';
import {FileExistsError} from './errors.ts';

export type WriteFileOptions = {
	/** Permission bits of the file. @default 0o600 */
	readonly mode?: number;
	/** Whether a file of that name may be replaced; if not, a `FileExistsError` leaves it as it was. @default false */
	readonly replace?: boolean;
};

/**
Write a file so that it is either there whole or not at all: a temporary file beside it, fsync, then a rename. Folders that are missing are made with mode 0700.

@throws {FileExistsError} If the file is there and `replace` is not set.
*/
export async function writeFileAtomic(
	file: string,
	data: string | Uint8Array,
	{mode = 0o600, replace = false}: WriteFileOptions = {},
): Promise<void> {
	const directory = path.dirname(file);
	ensureDirectory(directory);
	const temporary = path.join(
		directory,
		`.${path.basename(file)}.${randomBytes(6).toString('hex')}`,
	);
	try {
		await writeAndSync(temporary, data, mode);
		await (replace ? rename(temporary, file) : claim(temporary, file));
	} finally {
		await rm(temporary, {force: true});
	}

	await syncDirectory(directory);
}

async function writeAndSync(file: string, data: string | Uint8Array, mode: number) {
	const handle = await open(file, 'wx', mode);
	try {
		await handle.writeFile(data);
		await handle.chmod(mode);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Give a finished file its name only if nobody has it: unlike a rename, a hard link never replaces. */
async function claim(temporary: string, file: string) {
	try {
		await link(temporary, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			throw new FileExistsError(file, {cause: error});
		}

		throw error;
	}
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
