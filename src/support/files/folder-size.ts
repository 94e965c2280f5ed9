import {lstat, readdir} from 'node:fs/promises';
import path from 'node:path';

/** Get how many bytes the files in a folder have; 0 if there is none. */
export async function sizeOfFolder(folder: string): Promise<number> {
	let total = 0;
	for (const name of await readdir(folder, {recursive: true}).catch(() => [])) {
		const stats = await lstat(path.join(folder, name)).catch(() => undefined);
		total += stats?.isFile() ? stats.size : 0;
	}

	return total;
}
