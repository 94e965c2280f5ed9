import type {Generated, LanguageModel} from '../../language/language-model.ts';
import type {DecodeLoop} from './decode-loop.ts';
import {encodePrompt} from './encode-prompt.ts';
import type {ModelFolder} from './model-folder.ts';
import {createSequence} from './sequence.ts';

export type TextModelOptions = Pick<LanguageModel, 'engine' | 'provider' | 'notes' | 'capacity'> & {
	readonly folder: ModelFolder;
	/** Whether an encoder reads the prompt, so that prompt and answer have a context each, rather than sharing it. @default false */
	readonly hasEncoder?: boolean;
	readonly loop: DecodeLoop;
	/** Free what runs it. Called once, when nothing is under way any more. */
	readonly release: () => Promise<unknown>;
};

/**
Create a language model that makes texts by a loop.
*/
export function createTextModel({
	folder: {tokenizer, context, endIds},
	hasEncoder = false,
	loop,
	release,
	...about
}: TextModelOptions): LanguageModel {
	// Not `AbortSignal.any()`, which costs as much as a step of a small model.
	const underWay = new Set<() => void>();
	let isClosed = false;
	let released: Promise<unknown> | undefined;

	return {
		...about,
		capabilities: ['generate'],
		context,
		async generate(request, {signal, onText}) {
			const encoded = encodePrompt(request.prompt, tokenizer);
			if (!encoded.ok) {
				return encoded;
			}

			const prompt = encoded.ids;
			const isTooLong = hasEncoder ? prompt.length > context : prompt.length >= context;
			if (isTooLong) {
				const problem = `The prompt has \`${prompt.length}\` tokens, and the model takes \`${context}\`${hasEncoder ? '' : ' with the answer'}`;
				return {ok: false, cause: 'too-long', problem};
			}

			if (request.maxTokens === 0) {
				return {ok: true, reason: 'length', promptTokens: prompt.length, tokens: 0};
			}

			// With an encoder, an answer begins after one token or two that are not its own.
			const room = context - (hasEncoder ? 1 : prompt.length);
			const {promise, resolve: onEnd} = Promise.withResolvers<Generated>();
			const sequence = createSequence({request, prompt, tokenizer, endIds, room, onText, onEnd});
			const cancel = () => {
				sequence.fail({ok: false, cause: 'cancelled', problem: 'Nobody waits for it any more'});
			};

			signal?.addEventListener('abort', cancel);
			underWay.add(cancel);
			if (isClosed || signal?.aborted) {
				cancel();
			}

			loop.add(sequence);
			const generated = await promise;
			underWay.delete(cancel);
			signal?.removeEventListener('abort', cancel);
			return generated;
		},
		embed: async () => ({
			ok: false,
			cause: 'unsupported',
			problem: 'The model makes texts, and no vectors of them',
		}),
		async close() {
			isClosed = true;
			for (const cancel of underWay) {
				cancel();
			}

			await loop.idle();
			await (released ??= release());
		},
	};
}
