import {readFileSync} from 'node:fs';
import path from 'node:path';
import {hashSources, sourceHashFile} from '../../scripts/source-hash.ts';

/**
Find the built program, which must have been built from the sources that are there now: a test of an older build tells nothing.

@param root The project's folder.
*/
export function findFreshBuild(root = path.resolve('.')): string {
	const dist = path.join(root, 'dist');
	if (readHash(path.join(dist, sourceHashFile)) !== hashSources(root)) {
		throw new Error('`dist/` was not built from these sources: run `npm run build`');
	}

	return path.join(dist, 'btop.js');
}

function readHash(file: string) {
	try {
		return readFileSync(file, 'utf8').trim();
	} catch {
		return undefined;
	}
}
