export type WindowOptions = {
	/** Total rows; `room` is how many fit. */
	readonly count: number;
	readonly room: number;
	/** The row to keep visible. */
	readonly selected?: number;
};

export type Window = {
	/** The visible rows, with `end` exclusive. */
	readonly start: number;
	readonly end: number;
};

/** Choose the visible rows, with the selected one centered except near both ends. */
export function windowOf({count, room, selected = 0}: WindowOptions): Window {
	const size = Math.max(0, Math.min(room, count));
	const start = Math.max(0, Math.min(selected - Math.floor(size / 2), count - size));
	return {start, end: start + size};
}
