import {encode} from 'uqr';
import type {ColorDepth, Terminal} from './terminal.ts';

export type QrOptions = {
	/** The room that there is. */
	readonly width: number;
	readonly height: number;
	readonly terminal: Terminal;
};

export type QrDrawing = {
	/** Whether there is room for it; if not, there are no lines. */
	readonly isFitting: boolean;
	/** The cells that it takes. */
	readonly columns: number;
	readonly rows: number;
	readonly lines: readonly string[];
	readonly colors: ColorDepth;
};

/** Light modules around the code: as many as the standard asks, or fewer that phones still read. */
const borders = [4, 2, 1];

/**
Draw a text as a QR code, two modules a cell by half blocks, or in ASCII two cells a module.

With colours, the lines are to be drawn black on white. Without, light modules are drawn and dark ones left out, for the background is taken to be dark.
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
