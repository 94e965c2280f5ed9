import {randomInt} from 'node:crypto';
import {type LocalEngine, toLocalError} from '../onnx/local-engine.ts';
import type {EngineRefusal, RefusedPart} from '../engine.ts';
import {loadDecoder} from '../onnx/decoder/load-decoder.ts';
import type {LanguageFault, LanguageModel} from './language-model.ts';

/**
Load a small language model from a folder into this process, on one thread of the CPU. Each step blocks the event loop, and a crash of the native code is a crash of this process: for a miner, use `startLanguageEngine()`.

A text comes in one piece. Deadlines are the caller's, by its signal.

@throws {BadModelError} If the folder holds no model that runs.
@throws {RuntimeMissingError} If onnxruntime is not installed.
*/
export async function loadLocalLanguageEngine(folder: string): Promise<LocalEngine> {
	const loaded = await loadDecoder({model: folder, device: 'cpu', threads: 1});
	if (!loaded.ok) {
		throw toLocalError(loaded, folder);
	}

	return toEngine(loaded.model);
}

const toEngine = ({generate, embed, close}: LanguageModel): LocalEngine => ({
	async *run(work, {signal} = {}) {
		if (work.kind === 'tensor') {
			yield {kind: 'refused', reason: 'unsupported'};
			return;
		}

		if (work.kind === 'embed') {
			const embedded = await embed(work, {signal});
			yield embedded.ok
				? {kind: 'vector', vector: embedded.vector, tokens: embedded.tokens}
				: refuse(embedded);
			return;
		}

		let text = '';
		const generated = await generate(
			{...work, seed: work.seed ?? randomInt(2 ** 31)},
			{
				signal,
				onText(piece) {
					text += piece;
				},
			},
		);
		if (text !== '') {
			yield {kind: 'text', text};
		}

		if (!generated.ok) {
			yield refuse(generated);
			return;
		}

		const {reason, promptTokens, tokens} = generated;
		yield {kind: 'text-end', reason, promptTokens, tokens};
	},
	close,
});

const refuse = ({cause, problem}: LanguageFault): RefusedPart => ({
	kind: 'refused',
	reason: reasons[cause],
	cause: new Error(problem),
});

const reasons: Readonly<Record<LanguageFault['cause'], EngineRefusal>> = {
	'too-long': 'too-long',
	unsupported: 'unsupported',
	cancelled: 'cancelled',
	'out-of-memory': 'engine-failed',
	failed: 'engine-failed',
};
