import {parseFields, refuse} from '../../parse.ts';
import type {Parsed} from '../../task.ts';

/** Texts in wire format. */
export type SimilarityQuestion = {
	readonly query: string;
	/** Eight texts to compare with the query. */
	readonly texts: readonly string[];
};

/** Number of texts in a question, besides the query. */
export const textCount = 8;

/** Longest text, in characters. */
export const longestText = 300;

/** Validate an untrusted question. */
export function parseTexts(value: unknown): Parsed<SimilarityQuestion> {
	const fields = parseFields(value, ['query', 'texts']);
	if (!fields.ok) {
		return fields;
	}

	const {query, texts} = fields.value;
	if (!Array.isArray(texts) || texts.length !== textCount) {
		return refuse(`\`texts\` is not an array of ${textCount} texts`);
	}

	return isText(query) && (texts as readonly unknown[]).every(text => isText(text))
		? {ok: true, value: {query, texts: texts as string[]}}
		: refuse(`\`query\` or a text is not a string of 1 to ${longestText} characters`);
}

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '' && value.length <= longestText;
