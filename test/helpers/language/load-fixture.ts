import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';
import type {LanguageModel} from '../../../src/gpu/language/language-model.ts';
import {loadDecoder} from '../../../src/gpu/onnx/decoder/load-decoder.ts';

/** One of the tiny models. */
export type Fixture = 'decoder' | 'encoder' | 't5' | 'marian';

/** Get the folder of one of the tiny models. */
export const fixtureFolder = (name: Fixture) =>
	fileURLToPath(new URL(`../../fixtures/language/${name}`, import.meta.url));

/** Load one of the tiny models into this process; it is closed when the test is over. */
export const loadFixture = async (name: Fixture) => loadFolder(fixtureFolder(name));

/** Load a folder's model likewise. */
export async function loadFolder(model: string): Promise<LanguageModel> {
	const loaded = await loadDecoder({model, device: 'cpu', threads: 1});
	if (!loaded.ok) {
		throw new Error(loaded.problem);
	}

	onTestFinished(loaded.model.close);
	return loaded.model;
}
