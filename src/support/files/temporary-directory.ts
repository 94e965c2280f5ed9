import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
Run work in a temporary folder that only its owner can enter, and delete the folder afterwards even if the work fails.
*/
export async function withTemporaryDirectory<Value>(
	name: string,
	work: (directory: string) => Promise<Value>,
): Promise<Value> {
	const directory = await mkdtemp(path.join(os.tmpdir(), `${name}-`));
	try {
		return await work(directory);
	} finally {
		await rm(directory, {recursive: true, force: true, maxRetries: 3});
	}
}
