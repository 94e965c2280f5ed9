import type {GlyphSet} from './terminal.ts';

/** Border characters, in the shape of Ink's `borderStyle`. */
export type Border = {
	readonly topLeft: string;
	readonly top: string;
	readonly topRight: string;
	readonly left: string;
	readonly right: string;
	readonly bottomLeft: string;
	readonly bottom: string;
	readonly bottomRight: string;
};

export type Glyphs = {
	readonly border: Border;
	/** The border of the element with keyboard focus. */
	readonly focusedBorder: Border;
	readonly on: string;
	readonly part: string;
	readonly off: string;
	readonly bad: string;
	readonly warn: string;
	readonly up: string;
	readonly down: string;
	readonly left: string;
	readonly right: string;
	/** Marks the selected row. */
	readonly selected: string;
	readonly ellipsis: string;
	readonly dash: string;
	readonly separator: string;
	readonly times: string;
	readonly bullet: string;
	/** The text cursor where inverse video is unavailable. */
	readonly cursor: string;
	readonly barFull: string;
	readonly barEmpty: string;
	readonly spinner: readonly string[];
};

/** Get the characters of a glyph set; each is one cell wide. */
export function glyphsOf(set: GlyphSet): Glyphs {
	return sets[set];
}

/** Create a border from the characters `┌─┐││└─┘`, in this order. */
const toBorder = (pieces: string): Border => {
	const [topLeft, top, topRight, left, right, bottomLeft, bottom, bottomRight] = pieces;
	return {
		topLeft: topLeft!,
		top: top!,
		topRight: topRight!,
		left: left!,
		right: right!,
		bottomLeft: bottomLeft!,
		bottom: bottom!,
		bottomRight: bottomRight!,
	};
};

const block: Glyphs = {
	border: toBorder('┌─┐││└─┘'),
	focusedBorder: toBorder('┏━┓┃┃┗━┛'),
	on: '●',
	part: '◐',
	off: '○',
	bad: '✖',
	warn: '▲',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	selected: '▸',
	ellipsis: '…',
	dash: '–',
	separator: '·',
	times: '×',
	bullet: '•',
	cursor: '▏',
	barFull: '█',
	barEmpty: '░',
	spinner: ['◐', '◓', '◑', '◒'],
};

const sets: Readonly<Record<GlyphSet, Glyphs>> = {
	braille: {...block, border: toBorder('╭─╮││╰─╯')},
	block,
	ascii: {
		border: toBorder('+-+||+-+'),
		focusedBorder: toBorder('#=#||#=#'),
		on: '*',
		part: '~',
		off: 'o',
		bad: 'x',
		warn: '!',
		up: '^',
		down: 'v',
		left: '<',
		right: '>',
		selected: '>',
		ellipsis: '~',
		dash: '-',
		separator: '|',
		times: 'x',
		bullet: '*',
		cursor: '|',
		barFull: '#',
		barEmpty: '.',
		spinner: ['|', '/', '-', '\\'],
	},
};
