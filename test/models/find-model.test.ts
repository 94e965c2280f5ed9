import path from 'node:path';
import {expect, test} from 'vitest';
import {UnknownModelError} from '../../src/models/errors.ts';
import {chooseModel, findModel, findNamed} from '../../src/models/find-model.ts';
import type {OwnModel} from '../../src/models/own/own-models.ts';
import type {CatalogueEntry} from '../../src/models/parse-catalogue.ts';
import {catalogueModel} from '../helpers/models/catalogue-entry.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const cwd = path.resolve('/rig');

const model = (fields: Partial<CatalogueEntry>) => catalogueModel(fields, '/models');

const catalogue = [
	model({name: 'image-tiny', heldOutScore: 0.6}),
	model({name: 'image-base', heldOutScore: 0.9}),
	model({name: 'rivals/image-0', heldOutScore: 0.99, rival: true}),
	model({name: 'data-base', task: 'data'}),
	model({name: 'named.onnx', heldOutScore: 0.1}),
];

test('without a name the best for the task is found, and never a rival’s', () => {
	expect(findModel(catalogue, {task: 'image'}).name).toBe('image-base');
	expect(findModel(catalogue, {task: 'data'}).name).toBe('data-base');
});

test('a name finds its model, a rival’s too', () => {
	expect(findModel(catalogue, {task: 'image', name: 'image-tiny'}).name).toBe('image-tiny');
	expect(findModel(catalogue, {task: 'image', name: 'rivals/image-0'}).rival).toBe(true);
});

test('a name that is not there is wrong usage, and the names that are there are told', () => {
	const find = () => findModel(catalogue, {task: 'image', name: 'image-huge'});

	expect(find).toThrow(UnknownModelError);
	expect(find).toThrow(
		expect.objectContaining({
			code: 'usage',
			exitCode: 2,
			model: 'image-huge',
			message: expect.stringContaining('`image-base`, `image-tiny`, `named.onnx`'),
		}),
	);
});

test('a model of another task, or a task without one, is not found', () => {
	expect(() => findModel(catalogue, {task: 'image', name: 'data-base'})).toThrow(
		'it answers the task `data`, not `image`',
	);
	expect(() => findModel(catalogue, {task: 'text'})).toThrow('there is none for the task `text`');
});

test('an operator chooses by name, by path or not at all', () => {
	expect(chooseModel(catalogue, {task: 'image', cwd})).toEqual({
		name: 'image-base',
		path: path.resolve('/models/image-base.onnx'),
		format: 'tensor',
		expected: [{path: path.resolve('/models/image-base.onnx'), bytes: 12, sha256: 'a'.repeat(64)}],
	});
	expect(chooseModel(catalogue, {task: 'image', model: 'image-tiny', cwd}).name).toBe('image-tiny');
	expect(chooseModel(catalogue, {task: 'image', model: 'own/digits.onnx', cwd})).toEqual({
		name: 'digits',
		path: path.join(cwd, 'own', 'digits.onnx'),
		format: 'tensor',
	});
});

test('a name of the catalogue goes before a file', () => {
	expect(chooseModel(catalogue, {task: 'image', model: 'named.onnx', cwd}).expected).toBeDefined();
});

test('what is neither a name nor a path of an ONNX file cannot be chosen', () => {
	const choose = (from: typeof catalogue, name: string) => () =>
		chooseModel(from, {task: 'image', model: name, cwd});

	expect(choose(catalogue, 'digits')).toThrow('for the task `image` there are');
	for (const choosing of [choose(catalogue, 'own/digits'), choose(catalogue, 'own/digits.bin')]) {
		expect(choosing).toThrow(UnknownModelError);
		expect(choosing).toThrow('with that path');
	}

	expect(choose([], 'digits')).toThrow('with that path');
});

test('language models are files of GGUF or folders, and only for tasks of language', async () => {
	const folder = await makeTemporaryFolder('find-model');

	expect(chooseModel(catalogue, {task: 'text', model: 'own/Chat.GGUF', cwd})).toEqual({
		name: 'Chat',
		path: path.join(cwd, 'own', 'Chat.GGUF'),
		format: 'gguf',
	});
	expect(chooseModel(catalogue, {task: 'translation', model: folder, cwd})).toEqual({
		name: path.basename(folder),
		path: folder,
		format: 'decoder',
	});
	expect(() => chooseModel(catalogue, {task: 'image', model: folder, cwd})).toThrow(
		'the task `image` needs a tensor model',
	);
	expect(() => chooseModel(catalogue, {task: 'image', model: 'own/chat.gguf', cwd})).toThrow(
		UnknownModelError,
	);
	expect(() => chooseModel(catalogue, {task: 'text', model: 'own/chat.onnx', cwd})).toThrow(
		'the task `text` needs a language model',
	);
});

test('what was pulled or added is found by its name or path, after the catalogue’s', () => {
	const toOwn = (name: string): OwnModel => {
		const {path: file, files, bytes} = model({path: `${name}/chat.gguf`});
		return {name, task: 'text', format: 'gguf', path: file, files, bytes, directory: '/models'};
	};

	const own = [toOwn('chat'), toOwn('image-tiny')];
	const chosen = chooseModel(catalogue, {task: 'text', model: 'chat', own, cwd});
	expect(chosen).toEqual({
		name: 'chat',
		path: own[0]!.path,
		format: 'gguf',
		expected: own[0]!.files,
	});
	expect(chooseModel(catalogue, {task: 'text', model: own[0]!.path, own, cwd})).toEqual(chosen);
	expect(findNamed(catalogue, {model: 'image-tiny', own, cwd})?.chosen.format).toBe('tensor');
	expect(findNamed(catalogue, {model: own[1]!.path, own, cwd})).toMatchObject({task: 'text'});
	expect(findNamed(catalogue, {model: 'missing', own, cwd})).toBeUndefined();
	expect(() => chooseModel(catalogue, {task: 'image', model: 'chat', own, cwd})).toThrow(
		'it answers the task `text`, not `image`',
	);
});
