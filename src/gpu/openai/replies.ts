/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import * as v from 'valibot';
import {list, struct} from '../../support/schema.ts';

const tokenCount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const usageSchema = struct({
	prompt_tokens: tokenCount,
	completion_tokens: v.optional(tokenCount, 0),
});

/** The part of a streamed text that an event holds; chats have it in `delta`. */
export const chunkSchema = struct({
	choices: v.optional(
		list(
			struct({
				index: v.optional(v.number(), 0),
				delta: v.nullish(struct({content: v.nullish(v.string())})),
				text: v.nullish(v.string()),
				finish_reason: v.nullish(v.string()),
			}),
		),
		[],
	),
	usage: v.nullish(usageSchema),
	error: v.optional(v.unknown()),
});

export const embeddingSchema = struct({
	data: v.tuple([struct({embedding: v.pipe(list(v.number()), v.minLength(1))})]),
	usage: v.nullish(usageSchema),
});

export const modelsSchema = struct({data: list(struct({id: v.string()}))});

const messageSchema = v.pipe(
	v.string(),
	v.transform(text => text.replaceAll(/\s+/gv, ' ').trim().slice(0, 300)),
	v.minLength(1),
);

/** What servers answer in place of a result: OpenAI’s form, an older one of vLLM, TGI’s. */
const errorSchema = v.union([
	v.pipe(
		v.object({error: v.object({message: messageSchema})}),
		v.transform(({error}) => error.message),
	),
	v.pipe(
		v.object({message: messageSchema}),
		v.transform(({message}) => message),
	),
	v.pipe(
		v.object({error: messageSchema}),
		v.transform(({error}) => error),
	),
	v.pipe(
		v.object({detail: messageSchema}),
		v.transform(({detail}) => detail),
	),
]);

/** Get what an error says, on one line and shortened; `undefined` if it is none. */
export function describeError(value: unknown): string | undefined {
	const parsed = v.safeParse(errorSchema, value);
	return parsed.success ? parsed.output : undefined;
}

/** Tell whether an error says that a text does not fit. */
export const isTooLong = (said: string): boolean => tooLong.test(said);

/** How vLLM, SGLang, llama.cpp, TGI and OpenAI say that a prompt does not fit. */
const tooLong =
	/context[ _](?:length|size|window)|maximum context|too long|exceeds? the (?:available |maximum )?context|inputs`? tokens|max_new_tokens.*must be/iv;
