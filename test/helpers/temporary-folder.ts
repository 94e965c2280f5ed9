import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

const made: string[] = [];

/** Make a folder that is gone once the tests of the file are over. */
export async function makeTemporaryFolder(name: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), `btop-${name}-`));
	made.push(folder);
	return folder;
}

/** Remove the folders that the tests of a file have made. */
export async function removeTemporaryFolders(): Promise<void> {
	for (const folder of made.splice(0)) {
		await rm(folder, {recursive: true, force: true, maxRetries: 3});
	}
}
