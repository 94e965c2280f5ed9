import {copyFile, mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {encodeGguf} from '../../helpers/gguf/gguf-file.ts';
import {commit, startHubServer} from '../../helpers/models/hub-server.ts';
import {fixtureFolder} from '../../helpers/language/load-fixture.ts';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let home: string;

beforeEach(async () => {
	home = await makeTemporaryFolder('own-models');
});

const run = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
	parseOnly(await btop(['models', ...argv, '--json'], {env: {BTOP_HOME: home, ...env}}));

test('a model is searched, pulled, listed and removed', async () => {
	const files = {'Chat-Q4_K_M.gguf': encodeGguf(), 'Chat-Q8_0.gguf': encodeGguf()};
	const server = await startHubServer({files, pipeline: 'text-generation'});
	const hub = {HF_ENDPOINT: server.url, HF_TOKEN: 'hf_secret'};

	expect(await run(['search', 'chat', '--format', 'gguf'], hub)).toMatchObject({
		models: [{id: 'org/model', downloads: 7, license: 'mit'}],
	});
	expect((await run(['pull', 'org/model'], hub)).error).toMatchObject({
		code: 'bad-model',
		message: expect.stringContaining('`Chat-Q8_0.gguf`'),
	});
	const pulled = await run(['pull', 'org/model@main', '--file', 'q4_k_m.gguf'], hub);
	expect(pulled).toMatchObject({
		ok: true,
		name: 'chat-q4_k_m',
		task: 'text',
		format: 'gguf',
		source: {id: 'org/model', revision: commit},
		already_there: false,
	});
	expect(await readFile(pulled.path)).toEqual(files['Chat-Q4_K_M.gguf']);
	expect(await run(['list'])).toMatchObject({own: [{name: 'chat-q4_k_m', license: 'mit'}]});
	expect(await run(['remove', 'chat-q4_k_m'])).toMatchObject({removed: 'chat-q4_k_m'});
	expect(await run(['list'])).toMatchObject({own: []});
	expect((await run(['remove', 'chat-q4_k_m'])).error).toMatchObject({code: 'usage'});
	expect(JSON.stringify(server.asked)).toContain('hf_secret');
});

test('known models are listed without the hub, and held to their checksum', async () => {
	const {known} = await run(['search']);
	const [{id, revision, files}] = known;
	const [{path: file}] = files;
	expect((await run(['list'])).known).toEqual(known);
	const server = await startHubServer({id, revision, files: {[file]: encodeGguf()}});
	const hub = {HF_ENDPOINT: server.url};

	expect((await run(['pull', id], hub)).error).toMatchObject({
		code: 'bad-model',
		message: expect.stringContaining('another than the known one'),
	});
	expect(await run(['pull', `${id}@main`, '--task', 'text'], hub)).toMatchObject({ok: true});
});

test('a file of this machine is added and used by its name', async () => {
	const file = path.join(home, 'Scale.onnx');
	await writeFile(file, encodeScaleModel());
	const added = await run(['add', file, '--task', 'image']);
	expect(added).toMatchObject({ok: true, name: 'scale', format: 'tensor'});

	expect(await run(['use', 'image', 'scale'])).toMatchObject({ok: true, path: added.path});
	expect(await run(['list'])).toMatchObject({own: [{name: 'scale', in_use: true}]});
	expect((await run(['add', file, '--task', 'image'])).error).toMatchObject({code: 'exists'});
	expect((await run(['add', file, '--task', 'text'])).error).toMatchObject({code: 'usage'});
	expect((await run(['use', 'data', 'scale'])).error).toMatchObject({code: 'usage'});
	const taken = await run(['add', file, '--task', 'image', '--name', 'image-base']);
	expect(taken.error).toMatchObject({
		code: 'usage',
		message: '`image-base` is the name of a model that ships',
	});
	const trial = await run(['use', 'image', 'scale', '--questions', '6']);
	expect(trial.error).toMatchObject({code: 'usage', fix: expect.stringContaining('--canary')});
	await writeFile(added.path, encodeScaleModel({factor: 3}));
	expect((await run(['use', 'image', 'scale'])).error.message).toContain('checksum');
	await run(['remove', 'scale']);
	expect(await run(['list'])).toMatchObject({own: [], files: {}});
});

test('what one model leaves unanswered is said when it is added, and nothing of one that answers all', async () => {
	const file = path.join(home, 'digits.onnx');
	await writeFile(file, encodeScaleModel());
	await mkdir(path.join(home, 'several'));
	await copyFile(file, path.join(home, 'several', 'digits.onnx'));
	const add = async (name: string) => {
		const {stdout} = await btop(['models', 'add', path.join(home, name), '--task', 'image'], {
			env: {BTOP_HOME: home},
		});
		return stdout;
	};

	expect(await add('digits.onnx')).toContain('only some of what image asks (digits, letters)');
	expect(await add('several')).not.toContain('only some');
});

test('a folder with an encoder is added with its decoders', async () => {
	const added = await run(['add', fixtureFolder('marian'), '--task', 'translation']);

	expect(added).toMatchObject({ok: true, name: 'marian', format: 'decoder'});
	expect(await readdir(added.path)).toEqual(
		expect.arrayContaining([
			'encoder_model.onnx',
			'decoder_model.onnx',
			'decoder_with_past_model.onnx',
		]),
	);
	expect(await run(['use', 'translation', 'marian'])).toMatchObject({ok: true, path: added.path});
});

test('what is no model is not added', async () => {
	const folder = path.join(home, 'chat');
	await mkdir(folder);
	await writeFile(path.join(folder, 'config.json'), '{}');

	expect((await run(['add', folder, '--task', 'text'])).error).toMatchObject({code: 'bad-model'});
	expect(await run(['list'])).toMatchObject({own: []});
});
