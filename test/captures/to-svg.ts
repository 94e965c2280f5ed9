import type xterm from '@xterm/headless';

type Cell = xterm.IBufferCell;

type Style = {
	readonly color: string;
	readonly background: string | undefined;
	readonly isBold: boolean;
};

type Run = Style & {
	text: string;
	readonly column: number;
	width: number;
};

const cell = {width: 8.4, height: 18, baseline: 13.5} as const;
const margin = 12;
const paper = '#12151c';
const ink = '#d7dce6';

/** The sixteen named colors, in their order. */
const named = [
	'#1c202a',
	'#e05561',
	'#8cc265',
	'#d18f52',
	'#4aa5f0',
	'#c162de',
	'#42b3c2',
	'#d7dce6',
	'#6b7489',
	'#ff616e',
	'#a5e075',
	'#f0a45d',
	'#4dc4ff',
	'#de73ff',
	'#4cd1e0',
	'#ffffff',
];

/** Draw what a terminal shows as an SVG picture, its text still text. */
export function toSvg(terminal: xterm.Terminal, title: string): string {
	const width = terminal.cols * cell.width + 2 * margin;
	const height = terminal.rows * cell.height + 2 * margin;
	const rows = Array.from({length: terminal.rows}, (_, row) => drawRow(terminal, row));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${escape(title)}">
<style>text{font:14px ui-monospace,'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace;white-space:pre}.b{font-weight:700}</style>
<rect width="100%" height="100%" rx="8" fill="${paper}"/>
${rows.filter(row => row !== '').join('\n')}
</svg>
`;
}

function drawRow(terminal: xterm.Terminal, row: number): string {
	const y = margin + row * cell.height;
	return readRuns(terminal, row)
		.map(({text, column, width, color, background, isBold}) => {
			const box =
				background === undefined
					? ''
					: `<rect x="${toX(column)}" y="${round(y)}" width="${round(width * cell.width)}" height="${cell.height}" fill="${background}"/>`;
			return box + drawDots({text, column, color}, y) + drawWords({text, column, color, isBold}, y);
		})
		.join('');
}

/** Spaces that stand together are folded by some who draw SVG, so what is between them is placed on its own. */
function drawWords(
	{text, column, color, isBold}: Pick<Run, 'text' | 'column' | 'color' | 'isBold'>,
	y: number,
): string {
	const plain = text.replaceAll(braille, ' ');
	return Array.from(plain.matchAll(/\S+(?: \S+)*/gv), ({0: words, index}) => {
		const length = round(words.length * cell.width);
		return `<text x="${toX(column + index)}" y="${round(y + cell.baseline)}" textLength="${length}" fill="${color}"${isBold ? ' class="b"' : ''}>${escape(words)}</text>`;
	}).join('');
}

/** Fonts do not agree on how wide braille is, so its dots are drawn. */
function drawDots(
	{text, column, color}: Pick<Run, 'text' | 'column' | 'color'>,
	y: number,
): string {
	const path = Array.from(text.matchAll(braille), ({0: character, index}) => {
		const bits = character.codePointAt(0)! - 0x28_00;
		const x = margin + (column + index) * cell.width;
		return dots
			.filter(({bit}) => Math.floor(bits / bit) % 2 === 1)
			.map(
				({across, down}) =>
					`M${round(x + (across + 0.5) * (cell.width / 2))} ${round(y + (down + 0.5) * (cell.height / 4))}h0`,
			)
			.join('');
	}).join('');
	return path === ''
		? ''
		: `<path d="${path}" stroke="${color}" stroke-width="2.6" stroke-linecap="round"/>`;
}

const braille = /[\u{2801}-\u{28FF}]/gv;

/** The eight dots of a braille cell, by the bits of its code. */
const dots = [
	{bit: 1, across: 0, down: 0},
	{bit: 2, across: 0, down: 1},
	{bit: 4, across: 0, down: 2},
	{bit: 8, across: 1, down: 0},
	{bit: 16, across: 1, down: 1},
	{bit: 32, across: 1, down: 2},
	{bit: 64, across: 0, down: 3},
	{bit: 128, across: 1, down: 3},
] as const;

const toX = (column: number) => round(margin + column * cell.width);

/** Neighbors that look the same are one piece of text. */
function readRuns({buffer, cols}: xterm.Terminal, row: number): readonly Run[] {
	const line = buffer.active.getLine(buffer.active.baseY + row);
	const runs: Run[] = [];
	for (let column = 0; column < cols; column++) {
		const at = line?.getCell(column);
		if (!at || at.getWidth() === 0) {
			continue;
		}

		const style = toStyle(at);
		const last = runs.at(-1);
		const text = at.getChars() === '' ? ' ' : at.getChars();
		if (last && isSame(last, style)) {
			last.text += text;
			last.width += at.getWidth();
		} else {
			runs.push({...style, text, column, width: at.getWidth()});
		}
	}

	return runs.filter(({text, background}) => text.trim() !== '' || background !== undefined);
}

function toStyle(at: Cell): Style {
	const front = at.isFgDefault() ? undefined : toColor(at.getFgColor(), at.isFgRGB());
	const back = at.isBgDefault() ? undefined : toColor(at.getBgColor(), at.isBgRGB());
	return at.isInverse() > 0
		? {color: back ?? paper, background: front ?? ink, isBold: at.isBold() > 0}
		: {color: front ?? ink, background: back, isBold: at.isBold() > 0};
}

const isSame = (one: Style, other: Style) =>
	one.color === other.color && one.background === other.background && one.isBold === other.isBold;

function toColor(color: number, isRgb: boolean): string {
	if (isRgb) {
		return `#${color.toString(16).padStart(6, '0')}`;
	}

	if (color < 16) {
		return named[color]!;
	}

	if (color >= 232) {
		return toHex(Array.from({length: 3}, () => 8 + (color - 232) * 10));
	}

	// A cube of 6 × 6 × 6 colors.
	const level = (index: number) => (index === 0 ? 0 : 55 + index * 40);
	const index = color - 16;
	return toHex(
		[Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map(part => level(part)),
	);
}

const toHex = (parts: readonly number[]) =>
	`#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;

const round = (value: number) => Number(value.toFixed(1));

const escape = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
