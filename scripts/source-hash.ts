import {createHash} from 'node:crypto';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** Everything the bundle is built from. */
const sources = ['bin/**/*.*', 'src/**/*.*', 'scripts/*.ts', 'package.json', 'package-lock.json'];

/** The file in `dist/` that holds the hash of its sources. */
export const sourceHashFile = 'source-hash';

/**
Hash the names and contents of everything `dist/` is built from, to detect a stale build.

@param root The project folder.
*/
export function hashSources(root: string): string {
	const hash = createHash('sha256');
	for (const file of globSync(sources, {cwd: root}).toSorted()) {
		const content = readFileSync(path.join(root, file));
		hash.update(`${file}\0${content.length}\0`).update(content);
	}

	return hash.digest('hex');
}
