import type {LlamaEmbeddingContext, LlamaModel} from 'node-llama-cpp';
import type {Embedded, LanguageModel} from '../language/language-model.ts';
import {toFault} from './faults.ts';
import {cancelled} from './make-text.ts';
import {tooLong} from './text-model.ts';

/** Texts longer than this take more memory for one pass than they are worth. */
const longest = 2048;

/** Tell whether a model is meant to turn texts into vectors: it says how to pool its tokens. */
export const makesVectors = ({fileInfo}: LlamaModel) =>
	(fileInfo.architectureMetadata.pooling_type ?? 0) > 0;

/**
Turn texts into vectors with a model that is meant for it, one after the other.

@throws {Error} If there is no memory for it.
*/
export async function createVectorModel(
	model: LlamaModel,
	threads: number,
): Promise<Pick<LanguageModel, 'capabilities' | 'context' | 'capacity' | 'generate' | 'embed'>> {
	const contextSize = Math.min(model.trainContextSize, longest);
	// Such models look at the whole text at once, so that it must fit into one batch.
	const context = await model.createEmbeddingContext({
		contextSize,
		batchSize: contextSize,
		threads,
	});
	return {
		capabilities: ['embed'],
		context: contextSize,
		capacity: 1,
		generate: async () => ({
			ok: false,
			cause: 'unsupported',
			problem: 'This model makes vectors, not texts',
		}),
		async embed({text}, {signal} = {}) {
			try {
				return await embed(context, text, {contextSize, signal});
			} catch (error) {
				return toFault(error);
			}
		},
	};
}

async function embed(
	context: LlamaEmbeddingContext,
	text: string,
	{contextSize, signal}: {readonly contextSize: number; readonly signal?: AbortSignal},
): Promise<Embedded> {
	if (text === '') {
		return {ok: false, cause: 'failed', problem: 'The text is empty'};
	}

	const tokens = context.calculateInputLength(text);
	if (tokens >= contextSize) {
		return tooLong(tokens, contextSize);
	}

	if (signal?.aborted) {
		return cancelled;
	}

	const {vector} = await context.getEmbeddingFor(text);
	if (signal?.aborted) {
		return cancelled;
	}

	const length = Math.hypot(...vector);
	return length > 0 && Number.isFinite(length)
		? {ok: true, vector: Float32Array.from(vector, number => number / length), tokens}
		: {ok: false, cause: 'failed', problem: 'The model made no vector of this text'};
}
