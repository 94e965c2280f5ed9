import {rm, statfs} from 'node:fs/promises';
import path from 'node:path';
import {DiskError, FileExistsError} from '../../support/errors.ts';
import {writeFileAtomic} from '../../support/files/atomic-file.ts';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {sizeOfFolder} from '../../support/files/folder-size.ts';
import {withLock} from '../../support/files/lock.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import type {TaskId} from '../../tasks/task.ts';
import {findOwnModel, type Manifest, type OwnModel, publishModel} from '../own/own-models.ts';
import type {FileChoice} from './choose-files.ts';
import {downloadFile} from './download.ts';
import type {RetryOptions} from './retry.ts';
import type {Repository, Source} from './source.ts';

export type PullOptions = RetryOptions & {
	readonly source: Source;
	readonly repository: Repository;
	readonly choice: FileChoice;
	/** The folder of own models. */
	readonly directory: string;
	readonly name: string;
	readonly task: TaskId;
	/** Get the free bytes of the disk with this folder. */
	readonly getFree?: (directory: string) => Promise<number>;
	/** Called with the bytes that are there, and those that there will be. */
	readonly onProgress?: (bytes: number, total: number) => void;
};

/**
Pull a model from a source into the home. It can be seen there only once all its files are whole; until then they lie in a hidden folder, where the next attempt goes on.

@returns The model, and whether it was there before.
@throws {FileExistsError} If there is another model of that name.
@throws {DiskError} If there is not enough room, before anything is fetched.
@throws {LockHeldError} If another process is pulling it.
*/
export async function pullModel(
	options: PullOptions,
): Promise<{readonly model: OwnModel; readonly isKnown: boolean}> {
	const {directory, name, signal} = options;
	const drafts = path.join(directory, '.pulls');
	ensureDirectory(drafts);
	return withLock(
		path.join(drafts, `${name}.lock`),
		{purpose: `pull \`${name}\``, timeout: 0, signal},
		async () => {
			const known = await findOwnModel(directory, name);
			if (known) {
				if (isSame(known, options)) {
					return {model: known, isKnown: true};
				}

				throw new FileExistsError(known.directory, {
					fix: `Pull it under another name with \`--name\`, or remove that one first: \`btop models remove ${name}\`.`,
				});
			}

			return {model: await fetchAll(path.join(drafts, name), options), isKnown: false};
		},
	);
}

/** Tell whether a model is of the same files of the same commit. */
function isSame({source, files}: OwnModel, {repository, choice}: PullOptions): boolean {
	const names = (list: readonly string[]) => list.toSorted().join('\n');
	return (
		source?.id === repository.id &&
		source.revision === repository.revision &&
		names(files.map(({path: file}) => path.basename(file))) ===
			names(choice.files.map(({file}) => path.basename(file))) &&
		files.reduce((sum, {bytes}) => sum + bytes, 0) === totalOf(choice)
	);
}

const totalOf = ({files}: FileChoice) => files.reduce((sum, {remote}) => sum + remote.bytes, 0);

async function fetchAll(draft: string, options: PullOptions): Promise<OwnModel> {
	const {repository, choice, directory, name, task, onProgress} = options;
	await prepare(draft, options);
	const total = totalOf(choice);
	await requireRoom(draft, options);
	const files: Array<Manifest['files'][number]> = [];
	let done = 0;
	for (const {remote, file} of choice.files) {
		const before = done;
		const sha256 = await downloadFile({
			...options,
			remote,
			file: path.join(draft, name, file),
			onProgress(bytes) {
				onProgress?.(before + bytes, total);
			},
		});
		done += remote.bytes;
		onProgress?.(done, total);
		files.push({file: `${name}/${file}`, bytes: remote.bytes, sha256});
	}

	await rm(path.join(draft, 'plan.json'));
	return publishModel(directory, draft, {
		version: 1,
		name,
		task,
		format: choice.format,
		path: choice.path === '.' ? name : `${name}/${choice.path}`,
		files,
		source: {id: repository.id, revision: repository.revision},
		license: repository.license,
	});
}

/** Keep what an earlier attempt left, if that was for the same files. */
async function prepare(draft: string, {repository, choice}: PullOptions) {
	const plan = path.join(draft, 'plan.json');
	const text = `${JSON.stringify({id: repository.id, revision: repository.revision, choice})}\n`;
	if ((await readTextFile(plan).catch(() => '')) === text) {
		return;
	}

	await rm(draft, {recursive: true, force: true});
	await writeFileAtomic(plan, text);
}

/** What else is written on that disk must not fail because of a model. */
const margin = 64 * 1_048_576;

async function requireRoom(draft: string, {choice, name, getFree = readFree}: PullOptions) {
	const needed = totalOf(choice) - (await sizeOfFolder(path.join(draft, name))) + margin;
	const free = await getFree(draft);
	if (free >= needed) {
		return;
	}

	const toMib = (bytes: number) => Math.ceil(bytes / 1_048_576);
	throw new DiskError(
		{
			code: 'disk-full',
			problem: `the model needs ${toMib(needed)} MiB, and ${toMib(free)} MiB are free`,
			fix: 'Free some space, for example with `btop models remove`, then try again.',
		},
		draft,
	);
}

async function readFree(directory: string): Promise<number> {
	const {bavail, bsize} = await statfs(directory);
	return bavail * bsize;
}
