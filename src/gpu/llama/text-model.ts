import type {LlamaContext} from 'node-llama-cpp';
import {aborted} from '../../support/aborted.ts';
import type {LanguageFault, LanguageModel} from '../language/language-model.ts';
import {toFault} from './faults.ts';
import {cancelled, makeText} from './make-text.ts';
import {createPromptEncoder} from './prompt.ts';
import {createSequencePool} from './sequence-pool.ts';

/**
Make texts with a context: the library computes a step of all that are under way in one batch.
*/
export function createTextModel(
	context: LlamaContext,
): Pick<LanguageModel, 'capabilities' | 'context' | 'capacity' | 'generate' | 'embed'> {
	const {model, contextSize, totalSequences} = context;
	const encode = createPromptEncoder(model);
	const pool = createSequencePool(
		Array.from({length: totalSequences}, () => context.getSequence()),
	);

	const generate: LanguageModel['generate'] = async ({prompt, ...request}, {signal, onText}) => {
		const tokens = encode(prompt);
		if (tokens.length >= contextSize) {
			return tooLong(tokens.length, contextSize);
		}

		if (tokens.length === 0) {
			return {ok: false, cause: 'failed', problem: 'The prompt is empty'};
		}

		const sequence = await pool.take(signal);
		if (!sequence) {
			return cancelled;
		}

		return makeText({sequence, tokens, request, signal, onText}).finally(() => {
			pool.release(sequence);
		});
	};

	return {
		capabilities: ['generate'],
		context: contextSize,
		capacity: totalSequences,
		async generate(request, options) {
			const making = generate(request, options).catch(toFault);
			const {signal} = options;
			// The step under way cannot be interrupted, but nobody need wait for it.
			return signal
				? Promise.race([making, aborted(signal).then((): LanguageFault => cancelled)])
				: making;
		},
		embed: async () => ({
			ok: false,
			cause: 'unsupported',
			problem: 'This model makes texts, not vectors',
		}),
	};
}

export const tooLong = (tokens: number, context: number): LanguageFault => ({
	ok: false,
	cause: 'too-long',
	problem: `The text has ${tokens} tokens, and the model takes fewer than ${context}`,
});
