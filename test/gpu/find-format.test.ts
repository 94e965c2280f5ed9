import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findFormat, listParts} from '../../src/gpu/find-format.ts';
import {fixtureFolder} from '../helpers/language/load-fixture.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

test('a folder with models, and no files of a language model beside them, holds parts', async () => {
	const folder = await makeTemporaryFolder('parts');
	const put = async (name: string) => {
		await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
		await writeFile(path.join(folder, name), '');
	};

	await put('README.md');
	await put('notes/about.txt');
	expect(findFormat(folder)).toBe('decoder');

	await put('letters.onnx');
	await put('Chat.GGUF');
	await put('meaning/config.json');
	expect(findFormat(folder)).toBe('parts');
	expect(listParts(folder).map(file => path.basename(file))).toEqual([
		'Chat.GGUF',
		'letters.onnx',
		'meaning',
	]);

	await put('tokenizer.json');
	expect(findFormat(folder)).toBe('decoder');
	expect(listParts(path.join(folder, 'missing'))).toEqual([]);
});

test.each([
	['/models/digits.onnx', 'tensor'],
	['/models/Chat.GGUF', 'gguf'],
	[fixtureFolder('decoder'), 'decoder'],
	['/models/nothing', undefined],
	['/models/notes.txt', undefined],
])('the format of %s is %s', (model, format) => {
	expect(findFormat(model)).toBe(format);
});
