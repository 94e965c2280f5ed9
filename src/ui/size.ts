/** A number of cells, across and down. */
export type Size = {
	readonly columns: number;
	readonly rows: number;
};

/** The smallest terminal that screens are made for. */
export const leastSize: Size = {columns: 60, rows: 16};

/** Tell whether a screen has the room that it needs. */
export const hasRoom = ({columns, rows}: Size, least: Size = leastSize): boolean =>
	columns >= least.columns && rows >= least.rows;

/** Get the size to draw a screen for: that of the terminal, or what it needs at least where it is hidden for want of room. */
export const drawnSize = ({columns, rows}: Size, least: Size = leastSize): Size => ({
	columns: Math.max(columns, least.columns),
	rows: Math.max(rows, least.rows),
});

/** Get what a `Frame` leaves between its header and its footer. */
export const insideFrame = ({columns, rows}: Size): Size => ({columns, rows: rows - 2});

/** Get what a `Panel` leaves inside its border. */
export const insidePanel = ({columns, rows}: Size): Size => ({
	columns: Math.max(0, columns - 4),
	rows: Math.max(0, rows - 2),
});

/**
Split a length into parts by their shares. The parts add up to the whole.

@example
```
splitLength(80, [2, 1]);
//=> [53, 27]
```
*/
export function splitLength(length: number, shares: readonly number[]): readonly number[] {
	const sum = shares.reduce((total, share) => total + share, 0);
	let taken = 0;
	let end = 0;
	return shares.map(share => {
		taken += share;
		const start = end;
		end = Math.round((length * taken) / sum);
		return end - start;
	});
}
