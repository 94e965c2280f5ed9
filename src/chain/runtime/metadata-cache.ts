import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {writeFileAtomic} from '../../support/files/atomic-file.ts';
import type {RuntimeName} from './api.ts';

/** A runtime of a chain. Its metadata never changes: an upgrade raises the version. */
export type RuntimeId = {
	readonly genesisHash: string;
	readonly version: RuntimeName;
};

/** Keeps metadata from one start to the next, since a chain's takes hundreds of kilobytes. It never fails: what cannot be kept is fetched again. */
export type MetadataCache = {
	/** Get the blob that starts with `meta`; `undefined` if there is none that is whole. */
	readonly read: (id: RuntimeId) => Promise<Uint8Array | undefined>;
	readonly write: (id: RuntimeId, blob: Uint8Array) => Promise<void>;
};

export type MetadataCacheOptions = {
	/** Whether to keep that of a chain. @default that of all chains */
	readonly accepts?: (genesisHash: string) => boolean;
	/** Number of runtimes to keep. @default 4 */
	readonly most?: number;
};

/**
Create a cache in a folder, with a file per runtime: the SHA-256 of the blob, then the blob.
*/
export function createMetadataCache(
	directory: string,
	{accepts = () => true, most = 4}: MetadataCacheOptions = {},
): MetadataCache {
	const fileOf = ({genesisHash, version}: RuntimeId) => {
		const {specName, specVersion} = version;
		// The node chooses the name.
		const isName = /^[\w\-]{1,64}$/v.test(specName);
		return isName && accepts(genesisHash)
			? path.join(directory, `${genesisHash}-${specName}-${specVersion}${extension}`)
			: undefined;
	};

	return {
		async read(id) {
			const file = fileOf(id);
			if (file === undefined) {
				return undefined;
			}

			try {
				const bytes = await readFile(file);
				const blob = bytes.subarray(digestLength);
				return digest(blob).equals(bytes.subarray(0, digestLength)) ? blob : undefined;
			} catch {
				return undefined;
			}
		},
		async write(id, blob) {
			const file = fileOf(id);
			if (file === undefined) {
				return;
			}

			try {
				await writeFileAtomic(file, Buffer.concat([digest(blob), blob]), {replace: true});
				await removeOldest(directory, most);
			} catch {
				// A full disk must not stop a command that has what it needs.
			}
		},
	};
}

const extension = '.scale';
const digestLength = 32;

const digest = (blob: Uint8Array) => createHash('sha256').update(blob).digest();

async function removeOldest(directory: string, most: number) {
	const names = await readdir(directory);
	const files = await Promise.all(
		names
			.filter(name => name.endsWith(extension))
			.map(async name => {
				const file = path.join(directory, name);
				return {file, written: (await stat(file)).mtimeMs};
			}),
	);
	const old = files.toSorted((one, other) => other.written - one.written).slice(most);
	await Promise.all(old.map(async ({file}) => rm(file, {force: true})));
}
