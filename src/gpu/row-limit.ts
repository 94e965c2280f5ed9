/** How many rows one pass may have, learned from what did not fit into memory. */
export type RowLimit = {
	readonly rows: () => number;
	/** A pass of so many rows was too large. */
	readonly shrink: (rows: number) => void;
	/** A pass of so many rows went well. */
	readonly grow: (rows: number) => void;
};

/**
Create a limit that halves when a pass was too large and doubles again after a while, each time after a longer while, since what did not fit once may fit when a neighbour has ended.

@param patience Good passes at the limit before it is tried to double it for the first time.
*/
export function createRowLimit(patience = 64): RowLimit {
	let limit = Infinity;
	let needed = patience;
	let good = 0;
	return {
		rows: () => limit,
		shrink(rows) {
			limit = Math.max(1, Math.floor(rows / 2));
			needed = good === 0 ? needed : needed * 2;
			good = 0;
		},
		grow(rows) {
			if (rows < limit) {
				return;
			}

			good++;
			if (!(good >= needed)) {
				return;
			}

			limit *= 2;
			good = 1;
		},
	};
}
