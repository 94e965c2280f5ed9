import type {MinerHistory} from '../../miner/history.ts';
import type {GlyphSet} from '../../ui/terminal.ts';

export type ColumnsOptions = Pick<MinerHistory, 'stepMs' | 'end'> & {
	/** Cells of the graph. */
	readonly width: number;
	readonly glyphs: GlyphSet;
};

/** For how long a miner remembers, in milliseconds. */
const span = 600_000;

type Sample = MinerHistory['load'][number];

/**
Put samples of even steps into as many columns as a graph has, so that what a miner remembers spans its width, as far as whole steps allow. Each column is the mean of its time.

Columns begin at even moments and are shown once they are over: the graph moves on by a whole cell every few seconds, and is the same in between.
*/
export function toColumns(
	samples: readonly Sample[],
	{stepMs, end, width, glyphs}: ColumnsOptions,
): ReadonlyArray<number | undefined> {
	const perCell = samplesPerCell(glyphs);
	const count = Math.max(1, width * perCell);
	const steps = stepsPerColumn(stepMs, count);
	// Numbers of steps since 1970; a clock that is a little off does not move what was drawn.
	const over = Math.round(end / stepMs);
	const last = Math.ceil(Math.floor(over / steps) / perCell) * perCell;
	return Array.from({length: count}, (_, column) => {
		const from = (last - count + column) * steps;
		const start = samples.length - (over - from);
		return from + steps > over
			? undefined
			: mean(samples.slice(Math.max(0, start), Math.max(0, start + steps)));
	});
}

/** Get for how long a graph looks back, in milliseconds. */
export function getSpan(stepMs: number, width: number, glyphs: GlyphSet): number {
	const count = width * samplesPerCell(glyphs);
	return Math.min(span, count * stepsPerColumn(stepMs, count) * stepMs);
}

const stepsPerColumn = (stepMs: number, count: number) =>
	Math.max(1, Math.round(span / stepMs / count));

/** A braille cell holds two columns of dots. */
export const samplesPerCell = (glyphs: GlyphSet): number => (glyphs === 'braille' ? 2 : 1);

function mean(samples: readonly Sample[]): number | undefined {
	const known = samples.filter(sample => sample !== null);
	return known.length === 0
		? undefined
		: known.reduce((sum, sample) => sum + sample, 0) / known.length;
}
