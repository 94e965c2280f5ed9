/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import * as v from 'valibot';
import type {ChatMessage, EmbedWork, GenerateWork} from '../gpu/engine.ts';
import {describeIssues} from '../support/schema.ts';
import {type ApiError, badRequest} from './api-error.ts';

/** How many tokens a chat's reply may have unless the request says so. */
const usualReply = 1024;
/** That of OpenAI’s API for a text. */
const usualText = 16;

const someText = v.pipe(v.string(), v.minLength(1));
const tokenCount = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)));

const options = {
	model: v.string(),
	max_tokens: tokenCount,
	temperature: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
	top_p: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
	stop: v.nullish(v.union([someText, v.pipe(v.array(someText), v.maxLength(16))])),
	seed: v.nullish(v.pipe(v.number(), v.safeInteger())),
	stream: v.nullish(v.boolean(), false),
	stream_options: v.nullish(v.object({include_usage: v.nullish(v.boolean())})),
};

const contentSchema = v.union([
	v.string(),
	v.pipe(
		v.array(v.object({type: v.literal('text'), text: v.string()})),
		v.transform(parts => parts.map(({text}) => text).join('')),
	),
]);

const messageSchema = v.object({
	role: v.pipe(
		v.picklist(['system', 'developer', 'user', 'assistant']),
		v.transform((role): ChatMessage['role'] => (role === 'developer' ? 'system' : role)),
	),
	content: contentSchema,
});

const chatSchema = v.object({
	...options,
	messages: v.pipe(v.array(messageSchema), v.minLength(1), v.maxLength(4096)),
	max_completion_tokens: tokenCount,
});

const completionSchema = v.object({
	...options,
	prompt: v.union([
		someText,
		v.pipe(
			v.strictTuple([someText]),
			v.transform(([prompt]) => prompt),
		),
	]),
});

const embeddingsSchema = v.object({
	model: v.string(),
	input: v.union([
		v.pipe(
			someText,
			v.transform(text => [text]),
		),
		v.pipe(v.array(someText), v.minLength(1), v.maxLength(2048)),
	]),
	encoding_format: v.nullish(v.picklist(['float', 'base64']), 'float'),
});

/** What would make the reply another than the one that is asked for, and cannot be done; fields that are in neither list are ignored. */
const unsupported: Readonly<Record<string, (value: unknown) => boolean>> = {
	n: value => value !== 1,
	best_of: value => value !== 1,
	tools: value => !Array.isArray(value) || value.length > 0,
	functions: value => !Array.isArray(value) || value.length > 0,
	logprobs: value => value !== false,
	echo: value => value !== false,
	suffix: value => value !== '',
	response_format: value => (value as {readonly type?: unknown}).type !== 'text',
	dimensions: () => true,
};

export type TextRequest = {
	readonly model: string;
	readonly work: GenerateWork;
	readonly isStream: boolean;
	/** Whether to end a stream with the number of tokens. */
	readonly withUsage: boolean;
};

export type VectorsRequest = {
	readonly model: string;
	readonly works: readonly EmbedWork[];
	readonly format: 'float' | 'base64';
};

export type ParsedRequest<Request> =
	{readonly ok: true; readonly request: Request} | {readonly ok: false; readonly error: ApiError};

/** Parse a request for a chat's next message. */
export function parseChat(value: unknown): ParsedRequest<TextRequest> {
	const parsed = parse(chatSchema, value);
	if (!parsed.ok) {
		return parsed;
	}

	const {messages, max_tokens, max_completion_tokens, ...rest} = parsed.request;
	const maxTokens = max_completion_tokens ?? max_tokens ?? usualReply;
	return {ok: true, request: toTextRequest(messages, maxTokens, rest)};
}

/** Parse a request to continue a text. */
export function parseCompletion(value: unknown): ParsedRequest<TextRequest> {
	const parsed = parse(completionSchema, value);
	if (!parsed.ok) {
		return parsed;
	}

	const {prompt, max_tokens, ...rest} = parsed.request;
	return {ok: true, request: toTextRequest(prompt, max_tokens ?? usualText, rest)};
}

/** Parse a request for the vectors of texts. */
export function parseEmbeddings(value: unknown): ParsedRequest<VectorsRequest> {
	const parsed = parse(embeddingsSchema, value);
	if (!parsed.ok) {
		return parsed;
	}

	const {model, input, encoding_format: format} = parsed.request;
	const works = input.map(text => ({kind: 'embed', text}) as const);
	return {ok: true, request: {model, works, format}};
}

function parse<Output>(
	schema: v.GenericSchema<unknown, Output>,
	value: unknown,
): ParsedRequest<Output> {
	const parsed = v.safeParse(schema, value, {abortEarly: true});
	if (!parsed.success) {
		const parameter = v.getDotPath(parsed.issues[0]) ?? undefined;
		return {ok: false, error: badRequest(describeIssues(parsed.issues), {param: parameter})};
	}

	const fields = Object.entries(value as Readonly<Record<string, unknown>>);
	const [parameter] =
		fields.find(
			([name, field]) =>
				Object.hasOwn(unsupported, name) &&
				(field ?? undefined) !== undefined &&
				unsupported[name]!(field),
		) ?? [];
	return parameter === undefined
		? {ok: true, request: parsed.output}
		: {
				ok: false,
				error: badRequest(`\`${parameter}\` is not supported here`, {
					param: parameter,
					code: 'unsupported_value',
				}),
			};
}

type Options = Omit<v.InferOutput<typeof completionSchema>, 'prompt' | 'max_tokens'>;

function toTextRequest(
	prompt: GenerateWork['prompt'],
	maxTokens: number,
	{model, temperature, top_p, stop, seed, stream, stream_options}: Options,
): TextRequest {
	return {
		model,
		work: {
			kind: 'generate',
			prompt,
			maxTokens,
			temperature: temperature ?? undefined,
			topP: top_p ?? undefined,
			stop: typeof stop === 'string' ? [stop] : (stop ?? undefined),
			// Some clients send -1 for any.
			seed: seed === null || seed === undefined || seed < 0 ? undefined : seed,
		},
		isStream: stream,
		withUsage: stream_options?.include_usage ?? false,
	};
}
