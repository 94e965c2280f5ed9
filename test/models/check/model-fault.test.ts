import {execFileSync} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {BadModelError} from '../../../src/gpu/errors.ts';
import {modelFormats} from '../../../src/models/parse-catalogue.ts';
import {verifyModel} from '../../../src/models/verify-model.ts';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let folder: string;

beforeEach(async () => {
	folder = await makeTemporaryFolder('model-fault');
});

const put = async (name: string, content: string | Uint8Array) => {
	await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
	await writeFile(path.join(folder, name), content);
};

const decoder = async () => verifyModel({name: 'own', path: folder, format: 'decoder'});

test('a folder with a language model has its configuration, its tokens and a graph', async () => {
	await put('config.json', '{}');
	await expect(decoder()).rejects.toThrow('there is no `tokenizer.json` in it');
	await put('tokenizer.json', '{}');
	await expect(decoder()).rejects.toThrow('there is no `model.onnx` in it');
	await put('model.safetensors', 'weights');
	await expect(decoder()).rejects.toThrow('only as safetensors');
	await put('onnx/model.onnx', 'no model');
	await expect(decoder()).rejects.toThrow(
		'the fault is in its `onnx/model.onnx`: it is not an ONNX file',
	);
	await put('onnx/model.onnx', encodeScaleModel());
	await expect(decoder()).resolves.toBeUndefined();
});

test('each part of a model is checked, and told by its name', async () => {
	const parts = async () => verifyModel({name: 'own', path: folder, format: 'parts'});
	await expect(parts()).rejects.toThrow('it is not a folder of up to 8 models');
	await put('digits.onnx', encodeScaleModel());
	await expect(parts()).resolves.toBeUndefined();
	await put('letters.onnx', 'no model');
	await expect(parts()).rejects.toThrow(
		'the fault is in its part `letters.onnx`: it is not an ONNX file',
	);
	await put('letters.onnx', encodeScaleModel());
	await put('meaning/config.json', '{}');
	await expect(parts()).rejects.toThrow(
		'the fault is in its part `meaning`: there is no `tokenizer.json` in it',
	);
});

test('a model has no more than eight parts', async () => {
	for (const number of Array.from({length: 9}).keys()) {
		await put(`${number}.onnx`, encodeScaleModel());
	}

	await expect(verifyModel({name: 'own', path: folder, format: 'parts'})).rejects.toThrow(
		'up to 8',
	);
});

test.each([['decoder_model_merged.onnx'], ['decoder_model.onnx', 'decoder_with_past_model.onnx']])(
	'a folder with an encoder has decoders too: %s',
	async (...names) => {
		await put('config.json', '{}');
		await put('tokenizer.json', '{}');
		await put('encoder_model.onnx', encodeScaleModel());
		await expect(decoder()).rejects.toThrow('there is no `decoder_model_merged.onnx`');
		for (const name of names) {
			await put(name, encodeScaleModel());
		}

		await expect(decoder()).resolves.toBeUndefined();
		for (const name of ['encoder_model.onnx', ...names]) {
			await put(name, 'no model');
			await expect(decoder()).rejects.toThrow(
				`the fault is in its \`${name}\`: it is not an ONNX file`,
			);
			await put(name, encodeScaleModel());
		}
	},
);

test.each([...modelFormats])('no pipe, device or file is opened in place of a %s', async format => {
	const pipe = path.join(folder, 'pipe');
	execFileSync('mkfifo', [pipe]);

	for (const file of [pipe, '/dev/zero', '/dev/null', path.join(folder, 'missing')]) {
		await expect(verifyModel({name: 'own', path: file, format})).rejects.toThrow(BadModelError);
	}
});

test.each(['tensor', 'gguf'] as const)('a folder in place of a %s is refused', async format => {
	await expect(verifyModel({name: 'own', path: folder, format})).rejects.toThrow('it is a folder');
});
