import {createHash} from 'node:crypto';
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {ChosenModel} from './find-model.ts';

/**
Identify the files of a model, to tell later whether it is still the same: by their checksums where these are known, otherwise by their sizes and when they were last changed. Reads none of them.

@returns A SHA-256, as lowercase hex; `undefined` if the model is gone.
*/
export async function identifyModel({
	path: model,
	expected,
}: Pick<ChosenModel, 'path' | 'expected'>): Promise<string | undefined> {
	try {
		const facts = expected?.map(({sha256}) => sha256) ?? (await listStates(model));
		return createHash('sha256').update(facts.join('\n')).digest('hex');
	} catch {
		return undefined;
	}
}

async function listStates(model: string): Promise<readonly string[]> {
	const {isDirectory} = await readState(model);
	const names = isDirectory ? await readdir(model, {recursive: true}) : [''];
	const states = names.toSorted().map(async name => {
		const {size, mtimeMs} = await readState(path.join(model, name));
		return `${name} ${size} ${mtimeMs}`;
	});
	return Promise.all(states);
}

async function readState(file: string) {
	const stats = await stat(file);
	return {isDirectory: stats.isDirectory(), size: stats.size, mtimeMs: stats.mtimeMs};
}
