import * as v from 'valibot';

/** The most characters (UTF-16 code units) in a question's texts together, and in an answer. */
export const longestText = 16_384;

/** The most messages of a chat. */
export const longestChat = 64;

/** The most texts that end an answer, and the most characters of each. */
export const mostStops = 4;
export const longestStop = 64;

/** The most bytes of a question in JSON. Python writes each character beyond ASCII as an escape of six bytes; what is not text takes less than a hundred a message, and 4 KiB beside them. */
export const longestQuestion =
	6 * (longestText + mostStops * longestStop) + 100 * longestChat + 4096;

/** The most tokens that a question may allow for its answer. */
export const mostTokens = 1024;

/** A text of at least one character that can be encoded as UTF-8. */
export const someText = v.pipe(
	v.string('is not a string'),
	v.minLength(1, 'is empty'),
	v.maxLength(longestText, `has over ${longestText} characters`),
	v.check(text => text.isWellFormed(), 'contains half of a surrogate pair'),
);

/** An integer from `low` to `high`. */
export function wholeNumber(low: number, high: number) {
	const message = `is not a whole number from ${low} to ${high}`;
	return v.pipe(
		v.number(message),
		v.safeInteger(message),
		v.minValue(low, message),
		v.maxValue(high, message),
	);
}
