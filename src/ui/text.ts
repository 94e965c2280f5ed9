import stringWidth from 'string-width';

export type FitOptions = {
	/** @default 'left' */
	readonly align?: 'left' | 'right';
	/** Stands for what was cut off. @default '…' */
	readonly ellipsis?: string;
};

/**
Cut or pad a text to exactly so many cells. What others wrote may hold anything, so control characters are left out.

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
	const clean = toPlain(text);
	const cells = widthOf(clean);
	if (cells > width) {
		return width > 0 ? cut(clean, width, ellipsis) : '';
	}

	const padding = ' '.repeat(width - cells);
	return align === 'right' ? padding + clean : clean + padding;
}

/** Count the cells that a text takes. */
export function widthOf(text: string): number {
	return isPrintableAscii(text) ? text.length : stringWidth(text);
}

/** Leave out of a text what is not written but obeyed: control characters, and those that turn the direction. */
export function toPlain(text: string): string {
	return isPrintableAscii(text) ? text : text.replaceAll(/[\p{Bidi_Control}\p{Control}]/gv, '');
}

/** Split a text into what a reader takes for one character. */
export function graphemesOf(text: string): readonly string[] {
	return isPrintableAscii(text)
		? [...text]
		: [...segmenter.segment(text)].map(({segment}) => segment);
}

const segmenter = new Intl.Segmenter();

/** Most texts are plain, and measuring them by table would cost more than all the rest. */
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
