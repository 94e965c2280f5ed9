import {toPlainText} from '../../support/plain-text.ts';
import {graphemesOf, widthOf} from './text.ts';

/** Longer rows are hard to read. */
export const widestText = 100;

/**
Break text into rows at blanks; a word longer than a row is split.

@example
```
wrapText('Nothing was paid', 8);
//=> ['Nothing', 'was paid']
```
*/
export function wrapText(text: string, width: number): readonly string[] {
	const words = toPlainText(text)
		.split(/\s+/v)
		.flatMap(word => pieces(word, Math.max(1, width)));
	return join(words, width, row => row);
}

/**
Break a shell command into rows that can be copied. Between arguments a row ends with a backslash. Inside quotes it does not, since only JSON is broken there: after commas, and in narrow terminals after colons too.
*/
export function wrapCommand(command: string, width: number): readonly string[] {
	// An address and its name take 61 cells, plus two for a blank and the backslash.
	const ends = width < 63 ? [',', ':'] : [','];
	return join(splitCommand(command, ends), width - 2, (row, before) =>
		isQuoted(before + row) ? row : `${row} \\`,
	);
}

/** Split a command where a row may end: outside quotes, or inside after one of these characters. */
function splitCommand(command: string, ends: readonly string[]): readonly string[] {
	const words: string[] = [];
	let before = '';
	let word = '';
	for (const part of command.split(' ')) {
		before += part;
		word += word === '' ? part : ` ${part}`;
		if (isQuoted(before) && ends.every(end => !part.endsWith(end))) {
			continue;
		}

		words.push(word);
		word = '';
	}

	return words;
}

const isQuoted = (text: string) => (text.split("'").length - 1) % 2 === 1;

/** Join words into rows; `end` formats every row but the last, given the text before it. */
function join(
	words: readonly string[],
	width: number,
	end: (row: string, before: string) => string,
): readonly string[] {
	const rows: string[] = [];
	let before = '';
	let row: string | undefined;
	for (const word of words) {
		if (row !== undefined && widthOf(row) + 1 + widthOf(word) > width) {
			rows.push(end(row, before));
			before += row;
			row = undefined;
		}

		row = row === undefined ? word : `${row} ${word}`;
	}

	return row === undefined ? rows : [...rows, row];
}

function pieces(word: string, width: number): readonly string[] {
	if (widthOf(word) <= width) {
		return [word];
	}

	const graphemes = graphemesOf(word);
	return Array.from({length: Math.ceil(graphemes.length / width)}, (_, index) =>
		graphemes.slice(index * width, (index + 1) * width).join(''),
	);
}
