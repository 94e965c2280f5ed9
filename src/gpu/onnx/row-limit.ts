/** The maximum number of rows in a pass, learned from passes that did not fit into memory. */
export type RowLimit = {
	readonly rows: () => number;
	/** Note that a pass of this many rows was too large. */
	readonly shrink: (rows: number) => void;
	/** Note that a pass of this many rows succeeded. */
	readonly grow: (rows: number) => void;
};

/**
Create a limit that halves when a pass is too large and doubles again after a while, waiting longer each time: a size that did not fit may fit once another process has freed memory.

@param passes Successful passes at the limit before it is doubled for the first time.
*/
export function createRowLimit(passes = 64): RowLimit {
	let limit = Infinity;
	let needed = passes;
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
