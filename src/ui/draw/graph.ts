import type {GlyphSet} from '../terminal/terminal.ts';

/** A measured value, or `undefined` where nothing was measured. */
export type Sample = number | undefined;

export type GraphOptions = {
	/** In cells, like `height`. */
	readonly width: number;
	readonly height: number;
	/** The value at the top. */
	readonly max: number;
	readonly glyphs: GlyphSet;
	/** The newest value's index, counted from any origin. With it the graph scrolls by whole cells, and every other new value changes only the last cell. */
	readonly newest?: number;
};

/**
Draw values as a filled graph above zero, newest on the right. A value above zero shows at least one dot; missing samples leave a gap.

@returns The rows from top to bottom, each as wide as the graph.

@example
```
drawGraph([1, 2, 3, 4], {width: 4, height: 1, max: 4, glyphs: 'block'});
//=> ['▂▄▆█']
```
*/
export function drawGraph(
	values: readonly Sample[],
	{width, height, max, glyphs, newest}: GraphOptions,
): readonly string[] {
	const {levels, draw} = pens[glyphs];
	const cells = cellsOf(values, {width, glyphs, newest}).map(samples =>
		samples.map(value => toLevel(value, max, height * levels)),
	);
	return Array.from({length: height}, (_, row) => {
		const below = (height - 1 - row) * levels;
		return cells
			.map(samples => draw(samples.map(level => Math.max(0, Math.min(levels, level - below)))))
			.join('');
	});
}

/** Group the newest values into a graph's cells, oldest first. */
export function cellsOf(
	values: readonly Sample[],
	{width, glyphs, newest}: Pick<GraphOptions, 'glyphs' | 'newest' | 'width'>,
): ReadonlyArray<readonly Sample[]> {
	const {samples} = pens[glyphs];
	const blank = newest === undefined ? 0 : samples - 1 - (newest % samples);
	const first = values.length + blank - width * samples;
	return Array.from({length: width}, (_, cell) => {
		const start = first + cell * samples;
		return [start, start + 1].slice(0, samples).map(index => values[index]);
	});
}

function toLevel(value: Sample, max: number, levels: number): number {
	if (value === undefined || Number.isNaN(value) || value <= 0) {
		return 0;
	}

	const share = max > 0 ? value / max : 1;
	return Math.max(1, Math.min(levels, Math.round(share * levels)));
}

type Pen = {
	/** Samples per cell. */
	readonly samples: number;
	/** Distinct heights of a cell, besides empty. */
	readonly levels: number;
	readonly draw: (levels: readonly number[]) => string;
};

const penOf = (characters: string): Pen => ({
	samples: 1,
	levels: characters.length - 1,
	draw: ([level]) => characters[level!]!,
});

// The dots in a braille cell's left and right column, filled from the bottom.
const leftDots = [0, 0x40, 0x44, 0x46, 0x47];
const rightDots = [0, 0x80, 0xa0, 0xb0, 0xb8];

const pens: Readonly<Record<GlyphSet, Pen>> = {
	braille: {
		samples: 2,
		levels: 4,
		draw([left, right]) {
			const dots = leftDots[left!]! + rightDots[right!]!;
			return dots === 0 ? ' ' : String.fromCodePoint(0x28_00 + dots);
		},
	},
	block: penOf(' ▁▂▃▄▅▆▇█'),
	ascii: penOf(' .:|#'),
};
