import {parseFields, refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';

/** A text to translate, in wire format. */
export type TranslationQuestion = {
	/** From 1 to 1,000 UTF-16 code units, and not blank. */
	readonly text: string;
	/** The language of the text: a BCP 47 tag such as `en`, `eo` or `pt-BR`. */
	readonly source: string;
	/** The language to translate to; not that of the text. */
	readonly target: string;
};

/** Limit on the length of a text, in UTF-16 code units. */
export const longestText = 1000;

/** Validate an untrusted question. Which languages it may be about is for the model to say. */
export function parseTranslationQuestion(value: unknown): Parsed<TranslationQuestion> {
	const fields = parseFields(value, ['text', 'source', 'target']);
	if (!fields.ok) {
		return fields;
	}

	const {text, source, target} = fields.value;
	if (typeof text !== 'string' || text.length > longestText || text.trim() === '') {
		return refuse(`\`text\` is not a text of 1 to ${longestText} characters`);
	}

	if (!text.isWellFormed()) {
		return refuse('`text` holds half a surrogate pair');
	}

	if (!isLanguage(source)) {
		return refuse('`source` is not a language tag');
	}

	if (!isLanguage(target)) {
		return refuse('`target` is not a language tag');
	}

	return source === target
		? refuse('`source` and `target` are the same language')
		: {ok: true, value: {text, source, target}};
}

/**
Whether a value is a BCP 47 tag of a language, perhaps with a script and a region, in the usual case of letters (RFC 5646, section 2.1.1): `en`, `sr-Latn`, `es-419`. One language has one such tag.
*/
function isLanguage(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/v.test(value)
	);
}
