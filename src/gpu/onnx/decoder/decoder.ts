import type {Generated, LanguageModel} from '../../language/language-model.ts';
import type {OpenSession, Prepared} from '../open-session.ts';
import {createDecodeLoop} from './decode-loop.ts';
import {readDecoderShape, type DecoderShape} from './decoder-shape.ts';
import {createForward} from './forward.ts';
import {packRows} from './kv-cache.ts';
import type {ModelFolder} from './model-folder.ts';
import {createSequence} from './sequence.ts';
import {encodePrompt} from './encode-prompt.ts';

/**
Prepare a decoder: a model that continues texts, and keeps a cache of what it has read.
*/
export async function prepareDecoder(
	{runtime, session, engine, provider, notes}: OpenSession,
	{tokenizer, context, endIds}: ModelFolder,
): Promise<Prepared<LanguageModel>> {
	const shape = readDecoderShape(session);
	if (typeof shape === 'string') {
		return {ok: false, cause: 'bad-model', problem: shape};
	}

	const forward = createForward({runtime, session}, shape);
	// A pass from nothing and one from a cache, as all texts begin.
	const {cache} = await forward.prefill([[0, 0]]);
	await forward.step(cache, [{token: 0, used: 2}]);
	const capacity = findCapacity(shape, context);
	const loop = createDecodeLoop({forward, pack: rows => packRows(runtime, shape, rows), capacity});
	const closing = new AbortController();

	let released: Promise<void> | undefined;
	const value: LanguageModel = {
		engine,
		provider,
		notes,
		capabilities: ['generate'],
		context,
		capacity,
		async generate(request, {signal, onText}) {
			const encoded = encodePrompt(request.prompt, tokenizer);
			if (!encoded.ok) {
				return encoded;
			}

			const prompt = encoded.ids;
			if (prompt.length >= context) {
				const problem = `The prompt has \`${prompt.length}\` tokens, and the model takes \`${context}\` with the answer`;
				return {ok: false, cause: 'too-long', problem};
			}

			if (request.maxTokens === 0) {
				return {ok: true, reason: 'length', promptTokens: prompt.length, tokens: 0};
			}

			const {promise, resolve: onEnd} = Promise.withResolvers<Generated>();
			const sequence = createSequence({
				request,
				prompt,
				tokenizer,
				endIds,
				context,
				onText,
				onEnd,
			});
			const ended = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			const cancel = () => {
				sequence.fail({ok: false, cause: 'cancelled', problem: 'Nobody waits for it any more'});
			};

			ended.addEventListener('abort', cancel);
			if (ended.aborted) {
				cancel();
			}

			loop.add(sequence);
			const generated = await promise;
			ended.removeEventListener('abort', cancel);
			return generated;
		},
		embed: async () => ({
			ok: false,
			cause: 'unsupported',
			problem: 'The model continues texts, and makes no vectors of them',
		}),
		async close() {
			closing.abort();
			await loop.idle();
			await (released ??= session.release());
		},
	};
	return {ok: true, value};
}

/** What the caches of all texts may take in memory, in bytes, if each is as long as it may be. */
const memory = 2 * 1024 ** 3;

function findCapacity({cache}: DecoderShape, context: number): number {
	const bytes = cache.reduce(
		(total, {type, heads, size}) => total + heads * size * (type === 'float32' ? 4 : 2),
		0,
	);
	return Math.max(1, Math.min(32, Math.floor(memory / (bytes * context))));
}
