import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll} from 'vitest';

const made: string[] = [];

// It stands before the hooks of the file that imports this, and so runs after them.
// eslint-disable-next-line unicorn/no-top-level-side-effects -- It is for the whole file, whose hooks begin with it.
afterAll(async () => {
	for (const folder of made.splice(0)) {
		await rm(folder, {recursive: true, force: true, maxRetries: 3});
	}
});

/** Make a folder that is gone once the tests of the file are over. */
export async function makeTemporaryFolder(name: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), `btop-${name}-`));
	made.push(folder);
	return folder;
}
