import {createReadStream} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import {isDirectory} from '../../support/files/ensure-directory.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {HubRefusedError} from './errors.ts';
import {isInside} from './hub.ts';
import type {RemoteFile, Source} from './source.ts';

/**
Take models from a folder instead of the hub, on a rig without internet: either a cache of the Hugging Face tools (`models--org--name/snapshots/…`), or one with a folder `org/name` for each repository.
*/
export function createFolderSource(folder: string): Source {
	const places = new Map<string, string>();
	return {
		async describe(id, revision) {
			const [place, commit] = await findPlace(folder, id, revision);
			places.set(id, place);
			return {id, revision: commit, files: await listFiles(place)};
		},
		async open({id}, {path: file}, {offset}) {
			return {offset, body: createReadStream(path.join(places.get(id)!, file), {start: offset})};
		},
	};
}

async function findPlace(folder: string, id: string, revision: string) {
	const cache = path.join(folder, `models--${id.replaceAll('/', '--')}`);
	const named = await readTextFile(path.join(cache, 'refs', revision)).catch(() => revision);
	const commit = named.trim();
	const snapshot = path.join(cache, 'snapshots', commit);
	if (isInside(commit) && isDirectory(snapshot)) {
		return [snapshot, commit] as const;
	}

	const copy = path.join(folder, id);
	if (!isDirectory(copy)) {
		throw new HubRefusedError(`${id}@${revision}`, 404, {
			fix: `Put a copy of the repository into \`${copy}\`.`,
		});
	}

	return [copy, revision] as const;
}

async function listFiles(place: string): Promise<readonly RemoteFile[]> {
	const entries = await readdir(await realpath(place), {recursive: true});
	const files: RemoteFile[] = [];
	for (const entry of entries) {
		const file = entry.split(path.sep).join('/');
		const stats = await stat(path.join(place, entry)).catch(() => undefined);
		if (stats?.isFile() && isInside(file)) {
			files.push({path: file, bytes: stats.size});
		}
	}

	return files;
}
