import type {Size} from '../../ui/terminal/size.ts';

export type Layout = {
	/** Width of the column of steps; 0 if they are in a row at the top. */
	readonly column: number;
	/** Whether the current step has a frame, for which small terminals have no room. */
	readonly isFramed: boolean;
	readonly isNarrow: boolean;
	/** The size left for the current step, including its frame. */
	readonly step: Size;
};

/** Divide the space between header and footer between the list of steps and the current step. */
export function layOut({columns, rows}: Size): Layout {
	const isFramed = columns >= 72 && rows >= 20;
	const isNarrow = columns < 72;
	if (columns < 110 || rows < 24) {
		return {column: 0, isFramed, isNarrow, step: {columns, rows: rows - 1}};
	}

	const column = Math.min(52, Math.floor(columns * 0.3));
	return {column, isFramed, isNarrow, step: {columns: columns - column, rows}};
}
