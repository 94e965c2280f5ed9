import {parseFields, refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';

/** A miner's answer. */
export type TranslationAnswer = {
	/** The text in the target language, at most 4,000 UTF-16 code units. */
	readonly translation: string;
};

/** Limit on the length of a translation, in UTF-16 code units: some languages need more letters than others. */
export const longestTranslation = 4000;

/** Validate an untrusted answer. An empty translation is an answer, a poor one. */
export function parseTranslationAnswer(value: unknown): Parsed<TranslationAnswer> {
	const fields = parseFields(value, ['translation']);
	if (!fields.ok) {
		return fields;
	}

	const {translation} = fields.value;
	if (typeof translation !== 'string' || translation.length > longestTranslation) {
		return refuse(`\`translation\` is not a text of up to ${longestTranslation} characters`);
	}

	return translation.isWellFormed()
		? {ok: true, value: {translation}}
		: refuse('`translation` holds half a surrogate pair');
}
