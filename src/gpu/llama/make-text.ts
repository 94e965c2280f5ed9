import type {LlamaContextSequence, Token} from 'node-llama-cpp';
import type {Generated, GenerateRequest} from '../language/language-model.ts';
import {createStopWords} from '../language/stop-words.ts';
import {createTextStream} from '../language/text-stream.ts';

export type MakeTextOptions = {
	/** An empty one. */
	readonly sequence: LlamaContextSequence;
	/** What the text begins with: at least one token. */
	readonly tokens: readonly Token[];
	readonly request: Omit<GenerateRequest, 'prompt'>;
	readonly signal?: AbortSignal;
	readonly onText: (text: string) => void;
};

export const cancelled = {
	ok: false,
	cause: 'cancelled',
	problem: 'The text was cancelled',
} as const;

/** Tokens of a prompt that are computed between two looks at the signal. */
const chunk = 512;
/** How many tokens may be needed to tell how the next one reads. */
const span = 4;
/** The library's sampler takes this seed for a random one. */
const randomSeed = 2 ** 32 - 1;

/**
Make a text in a sequence, token by token. It ends within a step after the signal is aborted.

@throws {Error} If the library fails.
*/
export async function makeText({
	sequence,
	tokens,
	request: {maxTokens, temperature = 1, topP = 1, stop = [], seed},
	signal,
	onText,
}: MakeTextOptions): Promise<Generated> {
	const {model, contextSize} = sequence.context;
	const allowed = Math.min(maxTokens, contextSize - tokens.length);
	const stream = createTextStream(ids => model.detokenize(ids as readonly Token[]));
	const stops = createStopWords(stop);
	// What a token reads like may depend on those before it.
	for (const token of tokens.slice(-span)) {
		stream.add(token);
	}

	const passOn = (piece: string) => {
		const text = stops.add(piece);
		if (text !== '' && !signal?.aborted) {
			onText(text);
		}
	};

	const last = Math.floor((tokens.length - 1) / chunk) * chunk;
	for (let start = 0; start < last && !signal?.aborted; start += chunk) {
		await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + chunk));
	}

	const made = sequence.evaluate(tokens.slice(last), {
		temperature,
		topP,
		topK: 0,
		minP: 0,
		seed: seed % randomSeed,
		yieldEogToken: true,
	});
	let count = 0;
	let isEnded = false;
	const isOver = () => isEnded || count >= allowed || signal?.aborted;
	while (!isOver()) {
		const {value: token} = await made.next();
		if (token === undefined) {
			break;
		}

		count++;
		if (model.isEogToken(token)) {
			isEnded = true;
		} else {
			passOn(stream.add(token));
			isEnded = stops.isFound();
		}
	}

	await made.return();
	if (signal?.aborted) {
		return cancelled;
	}

	passOn(stream.end());
	isEnded ||= stops.isFound();
	const rest = stops.end();
	if (rest !== '') {
		onText(rest);
	}

	return {
		ok: true,
		reason: isEnded ? 'stop' : 'length',
		promptTokens: tokens.length,
		tokens: count,
	};
}
