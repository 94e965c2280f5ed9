import {mkdir, rm, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {identifyModel} from '../../src/models/identify-model.ts';
import {makeTemporaryFolder, removeTemporaryFolders} from '../helpers/temporary-folder.ts';

afterAll(removeTemporaryFolders);

test('a path is another model once a file below it was changed, and none once it is gone', async () => {
	const folder = await makeTemporaryFolder('identity');
	const file = path.join(folder, 'part', 'model.onnx');
	await mkdir(path.dirname(file));
	await writeFile(file, 'one');
	const first = await identifyModel({path: folder});

	expect(first).toMatch(/^[\da-f]{64}$/v);
	expect(await identifyModel({path: folder})).toBe(first);
	const alone = await identifyModel({path: file});
	expect(alone).not.toBe(first);
	await utimes(file, 1, 1);
	expect(await identifyModel({path: folder})).not.toBe(first);
	expect(await identifyModel({path: file})).not.toBe(alone);
	await rm(folder, {recursive: true});
	expect(await identifyModel({path: folder})).toBeUndefined();
});

test('a model with known checksums is told by these, wherever it lies', async () => {
	const known = async (sha256: string, file: string) =>
		identifyModel({path: file, expected: [{path: file, bytes: 1, sha256}]});

	expect(await known('a', '/one')).toBe(await known('a', '/other'));
	expect(await known('a', '/one')).not.toBe(await known('b', '/one'));
});
