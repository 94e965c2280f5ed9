/** Turns tokens into text as they come. */
export type TextStream = {
	/** Add a token and return the text that it completes, which may be empty. */
	readonly add: (id: number) => string;
	/** Return what was held back. */
	readonly end: () => string;
};

/** Stands for bytes that are not UTF-8, or not yet. */
const replacement = '\u{FFFD}';

/**
Create a stream of text. It never returns half a character, and never changes what it returned: a token may hold a part of a character, or look different after another.

@param decode Turns all tokens of a text into text.
*/
export function createTextStream(decode: (ids: readonly number[]) => string): TextStream {
	// Decoding all tokens each time would take ever longer, so only the last ones are: `known` of them, which decoded to whole characters, and those after them.
	let ids: number[] = [];
	let known = 0;
	let passedOn = '';

	return {
		add(id) {
			ids.push(id);
			const text = decode(ids);
			const isWhole = !text.endsWith(replacement);
			const stable = isWhole ? text : text.slice(0, -replacement.length);
			if (!stable.startsWith(passedOn) || stable.length === passedOn.length) {
				return '';
			}

			const added = stable.slice(passedOn.length);
			passedOn = stable;
			if (isWhole) {
				ids = ids.slice(known);
				known = ids.length;
				passedOn = decode(ids);
			}

			return added;
		},
		end() {
			const text = decode(ids);
			return text.startsWith(passedOn) ? text.slice(passedOn.length) : '';
		},
	};
}
