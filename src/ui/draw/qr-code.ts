import {encode} from 'uqr';
import type {ColorDepth, Terminal} from '../terminal/terminal.ts';

export type QrOptions = {
	/** The available room. */
	readonly width: number;
	readonly height: number;
	readonly terminal: Terminal;
};

export type QrDrawing = {
	/** Whether it fits; if not, there are no lines. */
	readonly isFitting: boolean;
	/** Width of the code in cells. */
	readonly columns: number;
	readonly rows: number;
	readonly lines: readonly string[];
	readonly colors: ColorDepth;
};

/** Widths of the light border, in modules: the standard's, then narrower ones that phones still read. */
const borders = [4, 2, 1];

/**
Draw text as a QR code: two modules per cell using half blocks, or two cells per module in ASCII.

With colors, draw the lines in black on white. Without, light modules are drawn and dark ones left blank, assuming a dark background.
*/
export function drawQrCode(text: string, {width, height, terminal}: QrOptions): QrDrawing {
	const {colors, glyphs} = terminal;
	const isAscii = glyphs === 'ascii';
	const sizes = borders.map(border => {
		const {size} = encode(text, {border});
		return {border, columns: isAscii ? 2 * size : size, rows: isAscii ? size : Math.ceil(size / 2)};
	});
	const size = sizes.find(({columns, rows}) => columns <= width && rows <= height);
	if (!size) {
		return {...sizes.at(-1)!, isFitting: false, lines: [], colors};
	}

	const {data} = encode(text, {border: size.border});
	const isDarkDrawn = colors !== 'none';
	const isInk = (row: number, column: number) => {
		const isDark = data[row]?.[column] ?? false;
		return isDark === isDarkDrawn;
	};

	const lines = Array.from({length: size.rows}, (_, row) =>
		data
			.map((_line, column) =>
				isAscii
					? isInk(row, column)
						? '##'
						: '  '
					: halves[`${isInk(2 * row, column)} ${isInk(2 * row + 1, column)}`],
			)
			.join(''),
	);
	return {...size, isFitting: true, lines, colors};
}

const halves = {
	'true true': '█',
	'true false': '▀',
	'false true': '▄',
	'false false': ' ',
};
