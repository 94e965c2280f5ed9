import type {Generated, GenerateRequest} from '../../language/language-model.ts';
import {createStopWords} from '../../language/stop-words.ts';
import {createTextStream} from '../../language/text-stream.ts';
import {createSampler} from './sampler.ts';
import type {TextTokenizer} from './tokenizer.ts';

/** A text that is being made. */
export type Sequence = {
	readonly prompt: readonly number[];
	/** The latest token, which the decoder has not read yet. */
	readonly token: () => number;
	/** Number of tokens that the decoder has read once it has read the prompt. */
	readonly used: () => number;
	/** Pick the next token, and pass on what text it completes. */
	readonly advance: (logits: Float32Array) => void;
	readonly hasEnded: () => boolean;
	/** End it early. Nothing is passed on any more. */
	readonly fail: (fault: Extract<Generated, {readonly ok: false}>) => void;
};

export type SequenceOptions = {
	readonly request: GenerateRequest;
	readonly prompt: readonly number[];
	readonly tokenizer: TextTokenizer;
	/** Tokens that end a text. */
	readonly endIds: ReadonlySet<number>;
	/** The most tokens of the text, whatever was asked for. */
	readonly room: number;
	readonly onText: (text: string) => void;
	/** Called once. */
	readonly onEnd: (generated: Generated) => void;
};

/**
Create the state of a text whose prompt is still to be read.
*/
export function createSequence(options: SequenceOptions): Sequence {
	const {request, prompt, tokenizer, endIds, room, onText, onEnd} = options;
	const sample = createSampler(request);
	const stream = createTextStream(tokenizer.decode);
	const stops = createStopWords(request.stop ?? []);
	const most = Math.min(request.maxTokens, room);
	let token = 0;
	let tokens = 0;
	let hasEnded = false;

	const pass = (text: string) => {
		if (text !== '') {
			onText(text);
		}
	};

	const end = (generated: Generated) => {
		hasEnded = true;
		onEnd(generated);
	};

	const finish = (reason: 'stop' | 'length') => {
		pass(stops.add(stream.end()));
		pass(stops.end());
		end({ok: true, reason: stops.isFound() ? 'stop' : reason, promptTokens: prompt.length, tokens});
	};

	return {
		prompt,
		token: () => token,
		used: () => prompt.length + tokens - 1,
		advance(logits) {
			if (hasEnded) {
				return;
			}

			token = sample(logits);
			tokens++;
			if (endIds.has(token)) {
				finish('stop');
				return;
			}

			pass(stops.add(stream.add(token)));
			if (stops.isFound()) {
				end({ok: true, reason: 'stop', promptTokens: prompt.length, tokens});
			} else if (tokens >= most) {
				finish('length');
			}
		},
		hasEnded: () => hasEnded,
		fail(fault) {
			if (!hasEnded) {
				end(fault);
			}
		},
	};
}
