import * as v from 'valibot';
import {chosenModelSchema} from '../../models/find-model.ts';
import {BtopError} from '../../support/errors.ts';
import {struct} from '../../support/schema.ts';

/** A request to answer with another model from now on. */
export const modelRequestSchema = struct({
	/** Its files must have been verified. */
	model: chosenModelSchema,
	/** Let it answer a share of the queries first, and decide by how it does. @default false */
	canary: v.optional(
		struct({
			/** From 0 to 1. */
			share: v.pipe(v.number(), v.gtValue(0), v.maxValue(0.5)),
			/** Milliseconds between two shadow questions. @default 10_000 */
			interval: v.optional(v.pipe(v.number(), v.minValue(10))),
			/** Milliseconds that the 95th percentile of its latency may be longer. @default 100 */
			slack: v.optional(v.pipe(v.number(), v.minValue(0))),
		}),
	),
});

export type ModelRequest = v.InferOutput<typeof modelRequestSchema>;

/** What came of the request: which model answers now, or why another one does not. */
export const modelReplySchema = v.variant('ok', [
	struct({
		ok: v.literal(true),
		/** The names of the model that was started, and of the one before, or beside it. */
		model: v.string(),
		previous: v.string(),
	}),
	struct({
		ok: v.literal(false),
		code: v.string(),
		message: v.string(),
		fix: v.optional(v.string()),
	}),
]);

export type ModelReply = v.InferOutput<typeof modelReplySchema>;

/** What came of ending a canary: its candidate, if there was one. */
export const cancelReplySchema = struct({model: v.nullable(v.string())});

/** Turn an error meant for the operator into a reply; any other is thrown. */
export function toReply(error: unknown): ModelReply {
	if (!(error instanceof BtopError)) {
		throw error;
	}

	const {code, message, fix} = error;
	return {ok: false, code, message, fix};
}
