/** A size in cells. */
export type Size = {
	readonly columns: number;
	readonly rows: number;
};

/** The minimum terminal size that screens support. */
export const leastSize: Size = {columns: 60, rows: 16};

/** Check whether a screen fits. */
export const hasRoom = ({columns, rows}: Size, least: Size = leastSize): boolean =>
	columns >= least.columns && rows >= least.rows;

/** Get the size to lay out a screen for: the terminal's, or the minimum while the screen is hidden for lack of room. */
export const drawnSize = ({columns, rows}: Size, least: Size = leastSize): Size => ({
	columns: Math.max(columns, least.columns),
	rows: Math.max(rows, least.rows),
});

/** Get the size between the header and the footer of a `Frame`. */
export const insideFrame = ({columns, rows}: Size): Size => ({columns, rows: rows - 2});

/** Get the size inside the border of a `Panel`. */
export const insidePanel = ({columns, rows}: Size): Size => ({
	columns: Math.max(0, columns - 4),
	rows: Math.max(0, rows - 2),
});

/**
Split a length in proportion to shares. The parts add up to the whole.

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
