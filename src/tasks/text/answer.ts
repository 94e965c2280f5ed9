/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import * as v from 'valibot';
import type {Parsed} from '../task.ts';
import {longestText, wholeNumber} from './limits.ts';
import {parseBySchema} from './parse-by-schema.ts';

const tokenCount = wholeNumber(0, 1_000_000);

const answerSchema = v.strictObject({
	/** All of the answer. It may be empty. */
	text: v.pipe(
		v.string('is not a string'),
		v.maxLength(longestText, `has over ${longestText} characters`),
	),
	/** `stop` if the model ended the answer, or one of the question's `stop` did; `length` if `max_tokens` were made. */
	finish_reason: v.picklist(['stop', 'length'], 'is not `stop` or `length`'),
	usage: v.exactOptional(
		v.pipe(
			v.strictObject({
				prompt_tokens: tokenCount,
				completion_tokens: tokenCount,
				total_tokens: v.number('is not a number'),
			}),
			v.check(
				usage => usage.total_tokens === usage.prompt_tokens + usage.completion_tokens,
				'does not add up',
			),
		),
	),
});

/**
A miner's answer, named as in OpenAI's API.

It is the whole of a JSON reply. A reply that is a stream ends with it: its `text` is that of all pieces before it, so that the end alone can be parsed and scored, and a client can tell that no piece is missing.
*/
export type TextAnswer = Readonly<v.InferOutput<typeof answerSchema>>;

/** Validate an untrusted answer. */
export function parseTextAnswer(value: unknown): Parsed<TextAnswer> {
	return parseBySchema(answerSchema, value);
}
