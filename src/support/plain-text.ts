import {stripVTControlCharacters} from 'node:util';

/** Characters without a glyph: controls, line ends, direction marks and invisible ones. */
const pictureless =
	/[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}]/v;

/**
Make a text safe to show: one line that looks like what it contains. Escape sequences, direction marks and zero-width characters are dropped; control characters and line ends become a space, and a lone surrogate a replacement character.

Everything written to a terminal or a log goes through it, in one place each, since much of it is untrusted: names on the chain, errors from nodes, file names.

@example
```
toPlainText('Bank\u{1B}]52;c;cm0gLXJm\u{7}\u{202E}\nOK');
//=> 'Bank OK'
```
*/
export function toPlainText(text: string): string {
	return pictureless.test(text)
		? stripVTControlCharacters(text)
				.replaceAll(/[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]+/gv, ' ')
				.replaceAll(/\p{Format}/gv, '')
				.toWellFormed()
		: text;
}

/** Escape characters without a glyph in JSON, as `\u` sequences with the same meaning. */
export const escapeInJson = (json: string): string =>
	json.replaceAll(
		/[\p{Format}\p{Line_Separator}\p{Paragraph_Separator}\u{7F}-\u{9F}]/gv,
		character =>
			Array.from({length: character.length}, (_, index) =>
				escapeUnit(character.charAt(index)),
			).join(''),
	);

const escapeUnit = (unit: string) =>
	String.raw`\u` + unit.codePointAt(0)!.toString(16).padStart(4, '0');

/** Remove from a frame what our own drawing never uses: the introducers of string sequences, such as the one that sets the clipboard, and direction marks. */
export const withoutStrangeSequences = (frame: string): string =>
	frame.replaceAll(
		// eslint-disable-next-line no-control-regex, regexp/no-control-character -- These are what it looks for.
		/\u{1B}[PX\]^_]|[\p{Bidi_Control}\u{80}-\u{9F}\u{200B}\u{2060}\u{FEFF}]/gv,
		'',
	);
