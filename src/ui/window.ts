export type WindowOptions = {
	/** How many rows there are, and how many can be seen. */
	readonly count: number;
	readonly room: number;
	/** The row to keep in sight. */
	readonly selected?: number;
};

export type Window = {
	/** The rows in sight, the end not among them. */
	readonly start: number;
	readonly end: number;
};

/** Choose the rows to show, with the selected one in the middle while there are more on both sides. */
export function windowOf({count, room, selected = 0}: WindowOptions): Window {
	const size = Math.max(0, Math.min(room, count));
	const start = Math.max(0, Math.min(selected - Math.floor(size / 2), count - size));
	return {start, end: start + size};
}
