import {rewriteOutput} from './rewrite-output.ts';
import {graphemesOf, widthOf} from './text.ts';

/**
Write a text in ASCII, each character in as many cells as before. What has no likeness becomes a question mark.

@example
```
toAscii('12 ms · 3 of 5…');
//=> '12 ms - 3 of 5.'
```
*/
export function toAscii(text: string): string {
	return isAscii(text)
		? text
		: graphemesOf(text)
				.map(character =>
					isAscii(character)
						? character
						: (likenesses[character] ?? '?'.repeat(widthOf(character))),
				)
				.join('');
}

/** Let nothing but ASCII reach a terminal that would make nonsense of the rest, whoever wrote it. */
export const createAsciiOutput = <Output extends NodeJS.WriteStream>(output: Output): Output =>
	rewriteOutput(output, toAscii);

const isAscii = (text: string) => /^\p{ASCII}*$/v.test(text);

const likenesses: Readonly<Record<string, string>> = {
	'…': '.',
	'–': '-',
	'—': '-',
	'·': '-',
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'×': 'x',
	'≈': '~',
	'≤': '<',
	'≥': '>',
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
};
