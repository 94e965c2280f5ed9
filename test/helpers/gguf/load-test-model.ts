import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import type {GenerateRequest, LanguageModel} from '../../../src/gpu/language/language-model.ts';
import {loadLlamaModel, type LoadLlamaOptions} from '../../../src/gpu/llama/load-llama-model.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';

/** Write a model file that is removed after the test. */
export async function writeModel(bytes: Uint8Array | string): Promise<string> {
	const file = path.join(await makeTemporaryFolder('llama'), 'tiny.gguf');
	await writeFile(file, bytes);
	return file;
}

/** Load a model into this process until the end of the test. */
export async function loadTestModel(
	bytes: Uint8Array,
	options: Partial<LoadLlamaOptions> = {},
): Promise<LanguageModel> {
	const model = await writeModel(bytes);
	const loaded = await loadLlamaModel({model, device: 'cpu', threads: 1, ...options});
	if (!loaded.ok) {
		throw new Error(loaded.problem);
	}

	onTestFinished(loaded.model.close);
	return loaded.model;
}

/** Make a text, by default the most probable one, and return its end and its pieces. */
export async function make(
	model: LanguageModel,
	request: Partial<GenerateRequest> & Pick<GenerateRequest, 'prompt'>,
	signal?: AbortSignal,
) {
	const pieces: string[] = [];
	const end = await model.generate(
		{maxTokens: 100, temperature: 0, seed: 1, ...request},
		{
			signal,
			onText(text) {
				pieces.push(text);
			},
		},
	);
	return {...end, pieces, text: pieces.join('')};
}
