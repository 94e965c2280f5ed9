/** Finds where a text should stop, as it comes. */
export type StopWords = {
	/** Add a piece and return what may be passed on: all that no stop can begin in. */
	readonly add: (piece: string) => string;
	/** Whether one was found. Nothing may be passed on after it. */
	readonly isFound: () => boolean;
	/** Return what was held back in vain. */
	readonly end: () => string;
};

/**
Create a search for stops, which may span any number of pieces.

@example
```
const stops = createStopWords(['\n\n']);
stops.add('one\n');
//=> 'one'
stops.add('two\n\nthree');
//=> '\ntwo'
```
*/
export function createStopWords(words: readonly string[]): StopWords {
	const stops = words.filter(word => word !== '');
	let held = '';
	let isFound = false;
	return {
		add(piece) {
			if (isFound) {
				return '';
			}

			const text = held + piece;
			const places = stops.map(stop => text.indexOf(stop)).filter(place => place !== -1);
			isFound = places.length > 0;
			const end = isFound ? Math.min(...places) : text.length - longestStart(text, stops);
			held = isFound ? '' : text.slice(end);
			return text.slice(0, end);
		},
		isFound: () => isFound,
		end() {
			const rest = held;
			held = '';
			return rest;
		},
	};
}

/** Get the length of the longest end of a text with which a stop begins. */
function longestStart(text: string, stops: readonly string[]): number {
	let longest = 0;
	for (const stop of stops) {
		for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
			if (text.endsWith(stop.slice(0, length))) {
				longest = length;
			}
		}
	}

	return longest;
}
