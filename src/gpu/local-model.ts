import {BadModelError} from './errors.ts';
import {findFormat, listParts} from './find-format.ts';
import {loadLocalLanguageEngine} from './language/local-language-engine.ts';
import {loadLocalEngine, type LocalEngine} from './onnx/local-engine.ts';
import {askInTurn} from './parts.ts';

/**
Load a small model, whole or in parts, into this process: see `loadLocalEngine()` and `loadLocalLanguageEngine()`.

@throws {BadModelError} If it is not a model for onnxruntime that runs.
@throws {RuntimeMissingError} If onnxruntime is not installed.
*/
export async function loadLocalModel(model: string): Promise<LocalEngine> {
	switch (findFormat(model)) {
		case 'decoder': {
			return loadLocalLanguageEngine(model);
		}

		case 'parts': {
			return loadParts(listParts(model));
		}

		case 'gguf': {
			throw new BadModelError(model, 'it is for llama.cpp, which does not run in this process');
		}

		case 'tensor':
		case undefined: {
			return loadLocalEngine(model);
		}
	}
}

async function loadParts(files: readonly string[]): Promise<LocalEngine> {
	await using stack = new AsyncDisposableStack();
	const parts: LocalEngine[] = [];
	for (const file of files) {
		const part = await loadLocalModel(file);
		stack.defer(part.close);
		parts.push(part);
	}

	const loaded = stack.move();
	return {run: askInTurn(parts), close: async () => loaded.disposeAsync()};
}
