import type {MinerHistory} from '../../../miner/observe/history.ts';
import type {GlyphSet} from '../../../ui/terminal/terminal.ts';

export type ColumnsOptions = Pick<MinerHistory, 'stepMs' | 'end'> & {
	/** Width of the graph in cells. */
	readonly width: number;
	readonly glyphs: GlyphSet;
};

/** Length of a miner's history, in milliseconds. */
const span = 600_000;

type Sample = MinerHistory['load'][number];

/**
Aggregate evenly spaced samples into a graph's columns, so that a miner's history fills the width, as far as whole steps allow. Each column is the mean of its time slot.

Columns are aligned to absolute time and shown once complete: the graph scrolls by a whole cell every few seconds, and is unchanged in between.
*/
export function toColumns(
	samples: readonly Sample[],
	{stepMs, end, width, glyphs}: ColumnsOptions,
): ReadonlyArray<number | undefined> {
	const perCell = samplesPerCell(glyphs);
	const count = Math.max(1, width * perCell);
	const steps = stepsPerColumn(stepMs, count);
	// Steps since the Unix epoch; rounded, so that clock drift does not move what was drawn.
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

/** Get the time span of a graph, in milliseconds. */
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
