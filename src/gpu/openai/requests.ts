/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import type {EmbedWork, GenerateWork} from '../engine.ts';

/** Where servers take work, below their base address. */
export const endpoints = ['chat/completions', 'completions', 'embeddings'] as const;

export type Endpoint = (typeof endpoints)[number];

export type ServerWork = GenerateWork | EmbedWork;

/** Get the endpoint for work. */
export function endpointOf(work: ServerWork): Endpoint {
	if (work.kind === 'embed') {
		return 'embeddings';
	}

	return typeof work.prompt === 'string' ? 'completions' : 'chat/completions';
}

export type RequestOptions = {
	readonly model: string;
	/** Whether to ask for the number of tokens at the end of a text; some servers refuse what they do not know. */
	readonly withUsage: boolean;
};

/** Make the body of a request for work. Texts are always streamed, so that a server that hangs is told from a slow one. */
export function toRequest(
	work: ServerWork,
	{model, withUsage}: RequestOptions,
): Readonly<Record<string, unknown>> {
	if (work.kind === 'embed') {
		return {model, input: work.text, encoding_format: 'float'};
	}

	const {prompt, maxTokens, temperature = 1, topP = 1, stop, seed} = work;
	return {
		model,
		...(typeof prompt === 'string' ? {prompt} : {messages: prompt}),
		max_tokens: maxTokens,
		// Servers have defaults of their own, so ours are sent, too.
		temperature,
		top_p: topP,
		stop: stop?.length === 0 ? undefined : stop,
		seed,
		stream: true,
		stream_options: withUsage ? {include_usage: true} : undefined,
	};
}
