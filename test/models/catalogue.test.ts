import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {listModels, listRivals, readCatalogue} from '../../src/models/catalogue.ts';
import {BadCatalogueError} from '../../src/models/errors.ts';
import {parseCatalogue} from '../../src/models/parse-catalogue.ts';
import {catalogueEntry} from '../helpers/models/catalogue-entry.ts';

let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-catalogue-'));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

async function writeCatalogue(value: unknown) {
	await writeFile(path.join(directory, 'catalogue.json'), JSON.stringify(value));
}

test('a catalogue tells where each of its models lies', async () => {
	await writeCatalogue({version: 1, models: [catalogueEntry({path: 'rivals/image-0.onnx'})]});

	expect(await readCatalogue({directory})).toEqual([
		{
			...catalogueEntry(),
			path: path.join(directory, 'rivals', 'image-0.onnx'),
			files: [
				{path: path.join(directory, 'rivals', 'image-0.onnx'), bytes: 12, sha256: 'a'.repeat(64)},
			],
			bytes: 12,
		},
	]);
});

test('the operator’s models come best first, the rivals’ weakest first', async () => {
	await writeCatalogue({
		version: 1,
		models: [
			catalogueEntry({name: 'weak', heldOutScore: 0.4}),
			catalogueEntry({name: 'strong', heldOutScore: 0.9}),
			catalogueEntry({name: 'other', task: 'data'}),
			catalogueEntry({name: 'rival-strong', heldOutScore: 0.95, rival: true}),
			catalogueEntry({name: 'rival-weak', heldOutScore: 0.2, rival: true}),
		],
	});
	const catalogue = await readCatalogue({directory});

	expect(listModels(catalogue, {task: 'image'}).map(({name}) => name)).toEqual(['strong', 'weak']);
	expect(listRivals(catalogue, {task: 'image'}).map(({name}) => name)).toEqual([
		'rival-weak',
		'rival-strong',
	]);
});

test('a folder without a catalogue, or with one that is not JSON, is an error that names the file', async () => {
	const missing = path.join(directory, 'missing');

	await expect(readCatalogue({directory: missing})).rejects.toThrow(BadCatalogueError);
	await writeFile(path.join(directory, 'catalogue.json'), '{"version": 1,');
	await expect(readCatalogue({directory})).rejects.toMatchObject({
		code: 'bad-model',
		exitCode: 1,
		path: path.join(directory, 'catalogue.json'),
		message: expect.stringContaining('not JSON'),
	});
});

test.each([
	['nothing', undefined],
	['a list', []],
	['another version', {version: 2, models: []}],
	['no list of models', {version: 1, models: {}}],
	['a model that is null', {version: 1, models: [null]}],
	['two models of one name', {version: 1, models: [catalogueEntry(), catalogueEntry()]}],
])('a catalogue of %s is refused', (_name, value) => {
	expect(parseCatalogue(value).ok).toBe(false);
});

const [whole] = catalogueEntry().files;

test.each([
	['name', ''],
	['name', '../image'],
	['name', 'Image base'],
	['task', 'chess'],
	['format', 'safetensors'],
	['format', undefined],
	['path', '/etc/model.onnx'],
	['path', '../model.onnx'],
	['path', 'rivals/../../model.onnx'],
	['path', String.raw`rivals\model.onnx`],
	['files', []],
	['files', undefined],
	['files', [{...whole, file: '/etc/model.onnx'}]],
	['files', [{...whole, file: '../model.onnx'}]],
	['files', [{...whole, file: 'rivals/.hidden/../../model.onnx'}]],
	['files', [{...whole, bytes: 0}]],
	['files', [{...whole, bytes: 1.5}]],
	['files', [{...whole, bytes: '12'}]],
	['files', [{...whole, sha256: 'A'.repeat(64)}]],
	['files', [{...whole, sha256: 'a'.repeat(63)}]],
	['source', 'org/model'],
	['source', {id: 'org/model'}],
	['memory', 0],
	['parameters', -1],
	['heldOutScore', 1.01],
	['heldOutScore', -0.01],
	['heldOutScore', null],
	['description', ''],
	['description', 'x'.repeat(1001)],
	['madeBy', undefined],
	['license', 7],
	['trainedOn', undefined],
	['rival', 'no'],
])('a model whose %s is %j is refused', (field, value) => {
	const models = [catalogueEntry(), {...catalogueEntry({name: 'second'}), [field]: value}];

	expect(parseCatalogue({version: 1, models})).toEqual({
		ok: false,
		reason: `the ${field} of its model 2 is not valid`,
	});
});

test('a model may be a folder of files, or one of its files', async () => {
	const files = ['text/model.onnx', 'text/model.onnx_data'].map(file => ({
		file,
		bytes: 5,
		sha256: 'b'.repeat(64),
	}));
	await writeCatalogue({
		version: 1,
		models: [
			catalogueEntry({name: 'folder', format: 'decoder', path: 'text', files}),
			catalogueEntry({name: 'first', path: 'text/model.onnx', files}),
		],
	});

	expect(await readCatalogue({directory})).toMatchObject([
		{path: path.join(directory, 'text'), bytes: 10},
		{
			path: path.join(directory, 'text', 'model.onnx'),
			files: [{path: path.join(directory, 'text', 'model.onnx')}, {bytes: 5}],
			bytes: 10,
		},
	]);
});

test.each(['other', 'tex', 'text/other.onnx'])('a model at %s that is not there is refused', at => {
	const files = [{file: 'text/model.onnx', bytes: 5, sha256: 'b'.repeat(64)}];

	expect(parseCatalogue({version: 1, models: [catalogueEntry({path: at, files})]})).toEqual({
		ok: false,
		reason: 'the path of `image-base` is not that of its files',
	});
});
