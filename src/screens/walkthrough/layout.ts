import type {Size} from '../../ui/size.ts';

export type Layout = {
	/** The width of the column with the steps; 0 where they stand in one row above. */
	readonly column: number;
	/** Whether the shown step has a frame, for which small terminals have no room. */
	readonly isFramed: boolean;
	readonly isNarrow: boolean;
	/** What is left for the shown step, its frame included. */
	readonly step: Size;
};

/** Divide what is between header and footer among the steps and the one that is shown. */
export function layOut({columns, rows}: Size): Layout {
	const isFramed = columns >= 72 && rows >= 20;
	const isNarrow = columns < 72;
	if (columns < 110 || rows < 24) {
		return {column: 0, isFramed, isNarrow, step: {columns, rows: rows - 1}};
	}

	const column = Math.min(52, Math.floor(columns * 0.3));
	return {column, isFramed, isNarrow, step: {columns: columns - column, rows}};
}
