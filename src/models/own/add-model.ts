import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open, readdir, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {BadModelError} from '../../gpu/errors.ts';
import {isFolderLayout} from '../../gpu/find-format.ts';
import type {TaskId} from '../../tasks/task.ts';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {verifyModel} from '../verify-model.ts';
import type {ChosenModel} from '../find-model.ts';
import {type OwnModel, publishModel} from './own-models.ts';

export type AddOptions = {
	/** The folder of own models. */
	readonly directory: string;
	readonly model: ChosenModel;
	readonly name: string;
	readonly task: TaskId;
	readonly signal: AbortSignal;
};

/**
Copy a model of this machine into the home, after it was checked. It can be seen there only once it is whole.

@throws {BadModelError} If it is no model, or has files that no engine reads.
@throws {FileExistsError} If there is a model of that name.
*/
export async function addModel({
	directory,
	model,
	name,
	task,
	signal,
}: AddOptions): Promise<OwnModel> {
	await verifyModel(model);
	const isFolder = isFolderLayout(model.format);
	const from = isFolder ? model.path : path.dirname(model.path);
	const names = isFolder ? await listFiles(model.path) : [path.basename(model.path)];
	const odd = names.find(file => !/^\w[\w\-.]*(?:\/\w[\w\-.]*)*$/v.test(file));
	if (odd !== undefined) {
		throw new BadModelError(
			model.path,
			`the name \`${odd}\` has other characters than letters, digits, dots and dashes`,
		);
	}

	const draft = path.join(directory, '.pulls', `${name}.added-${process.pid}`);
	try {
		const files = [];
		for (const file of names) {
			const sum = await copyFile(path.join(from, file), path.join(draft, name, file), signal);
			files.push({file: `${name}/${file}`, ...sum});
		}

		return await publishModel(directory, draft, {
			version: 1,
			name,
			task,
			format: model.format,
			path: isFolder ? name : files[0]!.file,
			files,
		});
	} finally {
		await rm(draft, {recursive: true, force: true});
	}
}

async function listFiles(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder, {recursive: true});
	const files: string[] = [];
	for (const name of names) {
		const stats = await stat(path.join(folder, name));
		if (stats.isFile() && stats.size > 0 && !/(?:^|\/)\./v.test(name)) {
			files.push(name);
		}
	}

	return files;
}

async function copyFile(from: string, to: string, signal: AbortSignal) {
	ensureDirectory(path.dirname(to));
	await using handle = await open(to, 'wx', 0o600);
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const chunk of createReadStream(from, {signal})) {
		await handle.appendFile(chunk as Uint8Array);
		hash.update(chunk as Uint8Array);
		bytes += (chunk as Uint8Array).length;
	}

	await handle.sync();
	return {bytes, sha256: hash.digest('hex')};
}
