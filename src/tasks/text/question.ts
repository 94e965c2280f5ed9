/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import * as v from 'valibot';
import {refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';
import {
	longestChat,
	longestStop,
	longestText,
	mostStops,
	mostTokens,
	someText,
	wholeNumber,
} from './limits.ts';
import {parseBySchema} from './parse-by-schema.ts';

const notStop = `is not a text of 1 to ${longestStop} characters, nor 1 to ${mostStops} of them`;
const stopText = v.pipe(
	v.string(notStop),
	v.minLength(1, notStop),
	v.maxLength(longestStop, notStop),
	v.check(text => text.isWellFormed(), notStop),
);
const notTopP = 'is not a number above 0, up to 1';
const notTemperature = 'is not a number from 0 to 2';

/** What a question may contain beside its text, named as in OpenAI's API. */
const options = {
	/** The most tokens to answer with. */
	max_tokens: wholeNumber(1, mostTokens),
	/** Scale of randomness; at 0, the answer is made of the most probable tokens. */
	temperature: v.exactOptional(
		v.pipe(v.number(notTemperature), v.minValue(0, notTemperature), v.maxValue(2, notTemperature)),
	),
	/** Only the most probable tokens that together have this probability are drawn from. */
	top_p: v.exactOptional(v.pipe(v.number(notTopP), v.gtValue(0, notTopP), v.maxValue(1, notTopP))),
	/** The answer ends before any of these texts. */
	stop: v.exactOptional(
		v.union(
			[
				stopText,
				v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(mostStops), v.array(stopText)),
			],
			notStop,
		),
	),
	/** The same question with the same seed gets the same answer from the same model. */
	seed: v.exactOptional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
	/** Whether to send the answer piece by piece. */
	stream: v.exactOptional(v.boolean('is not true or false')),
	/** How many answers to give. */
	n: v.exactOptional(v.literal(1, 'is not 1')),
};

const messageSchema = v.object({
	role: v.picklist(['system', 'user', 'assistant'], 'is not `system`, `user` or `assistant`'),
	content: someText,
});

const chatSchema = v.object({
	messages: v.pipe(
		// The length is checked first, so that endless lists are not read.
		v.array(v.unknown(), 'is not an array'),
		v.minLength(1, 'is empty'),
		v.maxLength(longestChat, `has over ${longestChat} messages`),
		v.array(messageSchema),
		v.check(
			messages => messages.reduce((sum, {content}) => sum + content.length, 0) <= longestText,
			`has over ${longestText} characters in all`,
		),
	),
	...options,
});

const completionSchema = v.object({prompt: someText, ...options});

export type ChatMessage = Readonly<v.InferOutput<typeof messageSchema>>;
export type ChatQuestion = Readonly<v.InferOutput<typeof chatSchema>>;
export type CompletionQuestion = Readonly<v.InferOutput<typeof completionSchema>>;

/** A question in wire format: a chat to reply to, or a text to continue. */
export type TextQuestion = ChatQuestion | CompletionQuestion;

/**
Validate an untrusted question.

Clients of OpenAI's API send more than is listed here, such as `model` and `user`, and `null` for what they leave open. As servers of that API do, this ignores both.
*/
export function parseTextQuestion(value: unknown): Parsed<TextQuestion> {
	const parsed = v.safeParse(fieldsSchema, value);
	if (!parsed.success) {
		return refuse('not an object');
	}

	const fields = parsed.output;
	const isChat = Object.hasOwn(fields, 'messages');
	if (isChat === Object.hasOwn(fields, 'prompt')) {
		return refuse('not exactly one of `messages` and `prompt`');
	}

	return isChat ? parseBySchema(chatSchema, fields) : parseBySchema(completionSchema, fields);
}

/** All fields but those of `null`. */
const fieldsSchema = v.pipe(
	v.record(v.string(), v.unknown()),
	v.transform(fields =>
		Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
	),
);
