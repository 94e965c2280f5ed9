import {graphemesOf, widthOf} from '../draw/text.ts';
import {rewriteOutput} from './rewrite-output.ts';

/**
Convert text to ASCII, keeping each character's width. Characters without a counterpart become a question mark.

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

/** Limit an output to ASCII, for a terminal that would garble anything else. */
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
