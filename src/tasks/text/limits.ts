import * as v from 'valibot';

/** The most characters (UTF-16 code units) in a question's texts together, and in an answer. */
export const longestText = 16_384;

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
