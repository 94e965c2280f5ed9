import type {GlyphSet} from './terminal.ts';

/** The pieces of a border, as Ink's `borderStyle` takes them. */
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
	/** The border of what has the keyboard. */
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
	/** Stands before the selected row. */
	readonly selected: string;
	readonly ellipsis: string;
	readonly dash: string;
	readonly separator: string;
	readonly times: string;
	readonly bullet: string;
	/** The cursor of a field where nothing can be inverse. */
	readonly cursor: string;
	readonly barFull: string;
	readonly barEmpty: string;
	readonly spinner: readonly string[];
};

/** Get the signs of a set; each is one cell wide. */
export function glyphsOf(set: GlyphSet): Glyphs {
	return sets[set];
}

/** Make a border of the characters `┌─┐││└─┘`, in this order. */
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
