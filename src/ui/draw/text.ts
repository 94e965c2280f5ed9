import stringWidth from 'string-width';
import {toPlainText} from '../../support/plain-text.ts';

export type FitOptions = {
	/** @default 'left' */
	readonly align?: 'left' | 'right';
	/** Replaces what was cut off. @default '…' */
	readonly ellipsis?: string;
};

/**
Cut or pad text to an exact number of cells. It may be untrusted, so control characters are removed first.

@example
```
fit('5F3sa2TJ', 6);
//=> '5F3sa…'
fit('12', 4, {align: 'right'});
//=> '  12'
```
*/
export function fit(text: string, width: number, options: FitOptions = {}): string {
	const {align = 'left', ellipsis = '…'} = options;
	const clean = toPlainText(text);
	const cells = widthOf(clean);
	if (cells > width) {
		return width > 0 ? cut(clean, width, ellipsis) : '';
	}

	const padding = ' '.repeat(width - cells);
	return align === 'right' ? padding + clean : clean + padding;
}

/** Get the width of text in cells. */
export function widthOf(text: string): number {
	return isPrintableAscii(text) ? text.length : stringWidth(text);
}

/** Split text into user-perceived characters. */
export function graphemesOf(text: string): readonly string[] {
	return isPrintableAscii(text)
		? [...text]
		: [...segmenter.segment(text)].map(({segment}) => segment);
}

const segmenter = new Intl.Segmenter();

/** Fast path: most text is ASCII, and table lookups would dominate the cost. */
const isPrintableAscii = (text: string) => /^[\u{20}-\u{7E}]*$/v.test(text);

function cut(text: string, width: number, ellipsis: string): string {
	let kept = '';
	let cells = 0;
	for (const grapheme of graphemesOf(text)) {
		const next = widthOf(grapheme);
		if (cells + next > width - 1) {
			break;
		}

		kept += grapheme;
		cells += next;
	}

	return kept + ellipsis + ' '.repeat(width - 1 - cells);
}
