import * as v from 'valibot';
import {chosenModelSchema} from '../../models/find-model.ts';
import {BtopError} from '../../support/errors.ts';
import {struct} from '../../support/schema.ts';

/** A request to answer with another model from now on. */
export const modelRequestSchema = struct({
	/** Its files must have been verified. */
	model: chosenModelSchema,
});

export type ModelRequest = v.InferOutput<typeof modelRequestSchema>;

/** What came of the request: which model answers now, or why another one does not. */
export const modelReplySchema = v.variant('ok', [
	struct({
		ok: v.literal(true),
		/** The names of the model in use, and of the one before. */
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

/** Turn an error meant for the operator into a reply; any other is thrown. */
export function toReply(error: unknown): ModelReply {
	if (!(error instanceof BtopError)) {
		throw error;
	}

	const {code, message, fix} = error;
	return {ok: false, code, message, fix};
}
