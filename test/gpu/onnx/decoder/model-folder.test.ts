import {cp, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {loadDecoder} from '../../../../src/gpu/onnx/decoder/load-decoder.ts';
import {readModelFolder} from '../../../../src/gpu/onnx/decoder/model-folder.ts';
import {fixtureFolder} from '../../../helpers/language/load-fixture.ts';
import {encodeScaleModel} from '../../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../../helpers/temporary-folder.ts';

async function copyFolder(files: Readonly<Record<string, unknown>> = {}) {
	const folder = await makeTemporaryFolder('decoder');
	await cp(fixtureFolder('decoder'), folder, {recursive: true});
	for (const [name, value] of Object.entries(files)) {
		const file = path.join(folder, name);
		await (value === undefined ? rm(file) : writeFile(file, JSON.stringify(value)));
	}

	return folder;
}

const load = async (model: string) => loadDecoder({model, device: 'cpu', threads: 1});

test.each([
	[{'config.json': {n_ctx: 50}}, 50],
	[{'config.json': {n_positions: 60}}, 60],
	[{'tokenizer_config.json': {model_max_length: 40}}, 40],
	[{'tokenizer_config.json': {model_max_length: 1e30}}, 96],
	[{'config.json': undefined}, 2048],
])('the context is in %j', async (files, context) => {
	expect((await readModelFolder(await copyFolder(files))).context).toBe(context);
});

test.each([
	[{}, [3]],
	[{'generation_config.json': {eos_token_id: 7}}, [7]],
	[{'generation_config.json': {}, 'config.json': {eos_token_id: [8, 9]}}, [8, 9]],
	[{'generation_config.json': undefined}, [3]],
	[{'generation_config.json': {}, 'tokenizer_config.json': {eos_token: {content: '<s>'}}}, [2]],
	[{'generation_config.json': {}, 'tokenizer_config.json': {}}, []],
])('what ends a text is in %j', async (files, ids) => {
	expect([...(await readModelFolder(await copyFolder(files))).endIds]).toEqual(ids);
});

test('the chat template may be one of several, or in a file of its own', async () => {
	const folder = await copyFolder({
		'tokenizer_config.json': {
			eos_token: '</s>',
			chat_template: [
				{name: 'tool_use', template: 'tools'},
				{name: 'default', template: '{{ messages[0].content }}{{ eos_token }}'},
			],
		},
	});
	const encodeChat = async () =>
		(await readModelFolder(folder)).tokenizer.encodeChat([{role: 'user', content: 'the'}]);
	const {encode} = (await readModelFolder(folder)).tokenizer;

	expect(await encodeChat()).toEqual([...encode('the'), 3]);
	await writeFile(path.join(folder, 'chat_template.jinja'), 'noon');
	expect(await encodeChat()).toEqual(encode('noon'));
});

test('a model without a template takes no chat', async () => {
	const folder = await copyFolder({'tokenizer_config.json': {}});
	const loaded = await load(folder);
	const generated =
		loaded.ok &&
		(await loaded.model.generate(
			{prompt: [{role: 'user', content: 'the'}], maxTokens: 1, seed: 1},
			{onText: () => undefined},
		));

	expect(generated).toEqual({
		ok: false,
		cause: 'unsupported',
		problem: 'The model has no chat template',
	});
});

test.each([
	[{'model.onnx': undefined}, /^there is no `model\.onnx` in it$/v],
	[{'tokenizer.json': undefined}, /^`tokenizer\.json` cannot be read: /v],
	[{'config.json': {n_ctx: 'many'}}, /^`config\.json` cannot be read: /v],
	[{'tokenizer.json': {model: {type: 'Telepathy'}}}, /./v],
	[{'model.onnx': 'no model'}, /./v],
])('a folder with %j is a bad model', async (files, problem) => {
	expect(await load(await copyFolder(files))).toEqual({
		ok: false,
		cause: 'bad-model',
		problem: expect.stringMatching(problem),
	});
});

test('a model of rows is neither a decoder nor an encoder', async () => {
	const folder = await copyFolder();
	await writeFile(path.join(folder, 'model.onnx'), encodeScaleModel());

	expect(await load(folder)).toEqual({
		ok: false,
		cause: 'bad-model',
		problem: 'it has neither a cache (`past_key_values`) nor the output `last_hidden_state`',
	});
});

test('the file may be in a folder named after its format', async () => {
	const folder = await copyFolder();
	await cp(path.join(folder, 'model.onnx'), path.join(folder, 'onnx', 'model.onnx'));
	await rm(path.join(folder, 'model.onnx'));

	expect((await readModelFolder(folder)).files).toEqual([path.join(folder, 'onnx/model.onnx')]);
});
