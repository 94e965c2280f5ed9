/** Learns the best batch size for one model on one device. */
export type BatchSizer = {
	/** Pick how many of the waiting items to take, given that the batch should finish within `budget` milliseconds; at least one. */
	readonly pick: (waiting: number, budget?: number) => number;
	/** Learn that a batch of `size` took `duration` milliseconds. */
	readonly learn: (size: number, duration: number) => void;
	/** Get the expected duration of a batch of `size`, in milliseconds; 0 while nothing is known. */
	readonly expect: (size: number) => number;
};

export type BatchSizerOptions = {
	/** @default 64 */
	readonly maxBatch?: number;
	/** After this many batches, the sizes beside the best are tried anew, since devices and their load change. @default 256 */
	readonly retryAfter?: number;
};

/** What is known about batches of about 2^level items. */
type Level = {
	/** Milliseconds per item. */
	mean: number;
	count: number;
	/** The number of the last batch of this size. */
	last: number;
};

/**
Create a batch sizer. It tracks the mean time per item in batches of 1, 2, 4, …, and picks the smallest size whose time per item is within a twentieth of the lowest: a larger batch that gains nothing only makes its first items wait for its last. Some models, especially convolutions, are slower per item in larger batches.

A size is tried in four batches, of which the fastest counts, from small to large, as long as the size below is within a tenth of the lowest.
*/
export function createBatchSizer({
	maxBatch = 64,
	retryAfter = 256,
}: BatchSizerOptions = {}): BatchSizer {
	const levels: Level[] = [];
	let batches = 0;

	const cheapest = (top: number) => Math.min(...levels.slice(0, top + 1).map(({mean}) => mean));

	const findTrial = (top: number) => {
		const level = levels.findIndex(({count}) => count < tries);
		const next = level === -1 ? levels.length : level;
		if (next > top) {
			return undefined;
		}

		const below = levels[next - 1];
		return below === undefined || below.mean <= cheapest(next - 1) * 1.1 ? next : undefined;
	};

	const findBest = (top: number) => {
		const limit = cheapest(top) * 1.05;
		const best = levels.findIndex(({mean}) => mean <= limit);
		const beside = [best + 1, best - 1].filter(level => level >= 0 && level <= top);
		return beside.find(level => isStale(levels[level])) ?? best;
	};

	const isStale = (level: Level | undefined) =>
		level !== undefined && batches - level.last > retryAfter;

	const expect = (size: number) => {
		const level = levels[levelOf(size)] ?? levels.at(-1);
		return (level?.mean ?? 0) * size;
	};

	return {
		pick(waiting, budget = Infinity) {
			const most = Math.min(waiting, maxBatch);
			const top = Math.floor(Math.log2(most));
			const level = findTrial(top) ?? findBest(Math.min(top, levels.length - 1));
			// If the number waiting is between two sizes, take them all when the larger size is worthwhile too.
			const above = levels[top + 1];
			const paysAbove = level === top && above !== undefined && above.mean <= levels[top]!.mean;
			let size = paysAbove ? most : 2 ** level;
			while (size > 1 && expect(size) > budget) {
				size = Math.floor(size / 2);
			}

			return size;
		},
		learn(size, duration) {
			const mean = duration / size;
			const index = levelOf(size);
			const level = levels[index];
			batches++;
			if (level === undefined) {
				// Skipped sizes in between are unknown: try them before this one counts.
				while (levels.length < index) {
					levels.push({mean, count: 0, last: batches});
				}

				levels.push({mean, count: 1, last: batches});
				return;
			}

			if (isStale(level)) {
				level.count = 0;
				level.mean = Infinity;
			}

			level.mean = level.count < tries ? Math.min(mean, level.mean) : blend(level.mean, mean);
			level.count++;
			level.last = batches;
		},
		expect,
	};
}

/** Batches in which a size is tried. */
const tries = 4;

const levelOf = (size: number) => Math.round(Math.log2(size));

/** Update a moving average; a stall of the machine counts as twice the mean at most. */
function blend(mean: number, measured: number) {
	const step = (Math.min(measured, mean * 2) - mean) / 5;
	return mean + step;
}
