import {widthOf} from './text.ts';

export type Column = {
	readonly key: string;
	readonly title: string;
	/** Use `right` for numbers. @default 'left' */
	readonly align?: 'left' | 'right';
	/** Minimum width in cells. @default The width of its widest cell */
	readonly width?: number;
	/** Its share of the remaining room. @default 0 */
	readonly grow?: number;
	/** When the table is narrow, columns with the lowest priority are dropped first, the rightmost of equals. @default 0 */
	readonly priority?: number;
};

export type Cells = Readonly<Record<string, string | undefined>>;

export type PlacedColumn = Column & {readonly width: number};

/** Blanks between columns. */
export const gap = 2;

/** Choose the columns that fit, and their widths. At least one is kept. */
export function placeColumns(
	columns: readonly Column[],
	rows: readonly Cells[],
	room: number,
): readonly PlacedColumn[] {
	let placed = columns.map(column => ({...column, width: column.width ?? widest(column, rows)}));
	while (placed.length > 1 && widthOfAll(placed) > room) {
		const least = Math.min(...placed.map(({priority = 0}) => priority));
		const gone = placed.findLastIndex(({priority = 0}) => priority === least);
		placed = placed.filter((_, index) => index !== gone);
	}

	return growColumns(placed, room - widthOfAll(placed));
}

const widest = ({key, title}: Column, rows: readonly Cells[]) =>
	Math.max(widthOf(title), ...rows.map(row => widthOf(row[key] ?? '')));

const widthOfAll = (columns: readonly PlacedColumn[]) =>
	columns.reduce((sum, {width}) => sum + width, gap * (columns.length - 1));

function growColumns(columns: readonly PlacedColumn[], extra: number): readonly PlacedColumn[] {
	let shares = columns.reduce((sum, {grow = 0}) => sum + grow, 0);
	let rest = Math.max(0, extra);
	return columns.map(column => {
		const {grow = 0, width} = column;
		const more = grow > 0 ? Math.round((rest * grow) / shares) : 0;
		shares -= grow;
		rest -= more;
		return {...column, width: width + more};
	});
}
