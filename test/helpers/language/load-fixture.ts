import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';
import type {LanguageModel} from '../../../src/gpu/language/language-model.ts';
import {loadDecoder} from '../../../src/gpu/onnx/decoder/load-decoder.ts';

/** Get the folder of one of the tiny models: `decoder` or `encoder`. */
export const fixtureFolder = (name: 'decoder' | 'encoder') =>
	fileURLToPath(new URL(`../../fixtures/language/${name}`, import.meta.url));

/** Load one of the tiny models into this process; it is closed when the test is over. */
export const loadFixture = async (name: 'decoder' | 'encoder') => loadFolder(fixtureFolder(name));

/** Load a folder's model likewise. */
export async function loadFolder(model: string): Promise<LanguageModel> {
	const loaded = await loadDecoder({model, device: 'cpu', threads: 1});
	if (!loaded.ok) {
		throw new Error(loaded.problem);
	}

	onTestFinished(loaded.model.close);
	return loaded.model;
}
