import * as v from 'valibot';
import {providerSchema} from '../devices/device-choice.ts';
import {count, notes, numbers} from './message-fields.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const chat = v.array(
	v.object({role: v.picklist(['system', 'user', 'assistant']), content: v.string()}),
);

/** Make a text. */
const generate = v.object({
	type: v.literal('generate'),
	id: count,
	prompt: v.union([v.string(), chat]),
	maxTokens: count,
	temperature: v.optional(v.pipe(v.number(), v.minValue(0))),
	topP: v.optional(share),
	stop: v.optional(v.array(v.string())),
	seed: count,
});

/** Turn a text into a vector. */
const embed = v.object({type: v.literal('embed'), id: count, text: v.string()});

/** Make texts or vectors. They join those that are being made. */
const begin = v.object({
	type: v.literal('begin'),
	texts: v.pipe(v.array(v.variant('type', [generate, embed])), v.readonly()),
});

/** Give up a text or a vector. It ends with a fault, unless it has ended. */
const cancel = v.object({type: v.literal('cancel'), id: count});

export const toLanguageEngine = [begin, cancel] as const;

/** The response to `load`: the language model is ready. */
export const loadedLanguage = v.object({
	type: v.literal('loaded-language'),
	engine: v.string(),
	provider: providerSchema,
	notes,
	capabilities: v.pipe(v.array(v.picklist(['generate', 'embed'])), v.readonly()),
	/** The most tokens of a prompt and its answer together. */
	context: count,
	/** How many texts it makes at once. */
	capacity: count,
});

const part = v.variant('kind', [
	v.object({kind: v.literal('text'), id: count, text: v.pipe(v.string(), v.nonEmpty())}),
	v.object({
		kind: v.literal('text-end'),
		id: count,
		reason: v.picklist(['stop', 'length']),
		promptTokens: count,
		tokens: count,
	}),
	v.object({kind: v.literal('vector'), id: count, vector: numbers, tokens: count}),
	v.object({
		kind: v.literal('failed'),
		id: count,
		cause: v.picklist(['too-long', 'unsupported', 'out-of-memory', 'cancelled', 'failed']),
		problem: v.string(),
	}),
]);

/** What came of all texts since the last such message, in order for each. */
export const parts = v.object({
	type: v.literal('parts'),
	parts: v.pipe(v.array(part), v.readonly()),
});

export type GenerateMessage = Readonly<v.InferOutput<typeof generate>>;
export type EmbedMessage = Readonly<v.InferOutput<typeof embed>>;
export type LoadedLanguageMessage = Readonly<v.InferOutput<typeof loadedLanguage>>;

/** One piece, or the end, of the text that has this ID. */
export type LanguagePart = Readonly<v.InferOutput<typeof part>>;
