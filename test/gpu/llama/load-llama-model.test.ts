import {open} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import type {DeviceChoice} from '../../../src/gpu/devices/device-choice.ts';
import {binaryPackage} from '../../../src/gpu/llama/llama-runtime.ts';
import {loadLlamaModel} from '../../../src/gpu/llama/load-llama-model.ts';
import {encodeGguf} from '../../helpers/gguf/encode-gguf.ts';
import {encodeLanguageModel} from '../../helpers/gguf/language-model.ts';
import {writeModel} from '../../helpers/gguf/load-test-model.ts';

async function load(model: string, device: DeviceChoice = 'cpu') {
	const loaded = await loadLlamaModel({model, device, threads: 1});
	if (loaded.ok) {
		onTestFinished(loaded.model.close);
	}

	return loaded;
}

test('what is no GGUF model is refused, with the reason', async () => {
	const whole = encodeLanguageModel();
	const absurd = Uint8Array.from(whole);
	absurd[14] = 1;
	const newer = Uint8Array.from(whole);
	newer[4] = 9;
	const unknown = encodeGguf({fields: {'general.architecture': 'perceptron'}, tensors: []});
	const folder = path.dirname(await writeModel(''));
	const cases: ReadonlyArray<readonly [string, RegExp]> = [
		['/no/such/file.gguf', /^there is no such file$/v],
		[folder, /^it is no file$/v],
		[await writeModel(''), /^it is no GGUF file$/v],
		[await writeModel('<!doctype html><title>Not found</title>'), /^it is no GGUF file$/v],
		[await writeModel(absurd), /^it claims `\d+` tensors and `\d+` fields$/v],
		[await writeModel(newer), /^it is of version `9` of GGUF/v],
		[await writeModel(whole.subarray(0, -1000)), /./v],
		[await writeModel(whole.subarray(0, 3000)), /./v],
		[await writeModel(unknown), /^unknown model architecture: 'perceptron'$/v],
	];
	for (const [model, problem] of cases) {
		expect(await load(model)).toEqual({
			ok: false,
			cause: 'bad-model',
			problem: expect.stringMatching(problem),
		});
	}
});

test('an enormous file that is no model is refused without being read', async () => {
	const model = await writeModel('GGML');
	await using file = await open(model, 'r+');
	await file.truncate(50 * 2 ** 30);

	expect(await load(model)).toMatchObject({cause: 'bad-model', problem: 'it is no GGUF file'});
});

test('a device without binaries is refused by name, and passed over with a note otherwise', async () => {
	const model = await writeModel(encodeLanguageModel());

	expect(await load(model, 'webgpu')).toMatchObject({
		cause: 'no-device',
		problem: 'llama.cpp runs on `cuda`, `vulkan`, `metal` or `cpu`',
	});
	// No platform has both.
	const absent = process.platform === 'darwin' ? 'cuda' : 'metal';
	expect(await load(model, absent)).toMatchObject({
		cause: 'no-device',
		problem: `the package \`${binaryPackage(absent)}\` is not installed`,
	});
	const loaded = await load(model, 'auto');
	if (!loaded.ok) {
		throw new Error(loaded.problem);
	}

	const {provider, notes} = loaded.model;
	const tried = process.platform === 'darwin' ? ['metal', 'cpu'] : ['cuda', 'vulkan', 'cpu'];
	const passedOver = tried.slice(0, tried.indexOf(provider));
	expect(notes).toEqual(
		passedOver.map(device => expect.stringMatching(`^\`${device}\` is unavailable: `)),
	);
});
