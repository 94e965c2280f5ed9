import {createBatchSizer} from './batch-size.ts';
import {runBatch, type Item, type RunBatch} from './run-batch.ts';

/** A device, with the batches that it was given. */
export type Lane<Input, Output> = {
	/** How many batches it was given and has not ended. */
	readonly running: () => number;
	/** Pick how many of the waiting items to give it now, given that they should be done within `budget` milliseconds; 0 if it has enough to do. */
	readonly pick: (waiting: number, budget: number) => number;
	/** Give it a batch; resolves at its end. Never rejects. */
	readonly run: (items: ReadonlyArray<Item<Input, Output>>) => Promise<void>;
	/** Wait for the batches that it was given. */
	readonly drain: () => Promise<void>;
};

export type LaneOptions<Input, Output> = {
	readonly run: RunBatch<Input, Output>;
	readonly maxBatch: number;
	/** How many batches it is given at once. */
	readonly depth: number;
	/** Monotonic milliseconds since an arbitrary start. */
	readonly stopwatch: () => number;
};

/** A batch is given in advance only while the one before it takes no longer than this, in milliseconds: the pause after a longer one does not matter, and what is urgent should overtake all that waits. */
const longestLead = 20;

/**
Create a lane. A device that takes two batches at once finds the second as soon as it has done the first. A batch is given in advance only if it would not get better by waiting: if it has the size that is known to be the best, which then is that of the first, too.
*/
export function createLane<Input, Output>({
	run,
	maxBatch,
	depth,
	stopwatch,
}: LaneOptions<Input, Output>): Lane<Input, Output> {
	const sizer = createBatchSizer({maxBatch});
	const running = new Set<Promise<boolean>>();
	/** The size of the batch that it was given last. */
	let last = 0;
	// Batches that run at once share the time, so that what one takes is the device's time for it, however their ends are noticed.
	let shared = 0;
	let since = 0;
	const share = () => {
		const now = stopwatch();
		shared += running.size === 0 ? 0 : (now - since) / running.size;
		since = now;
		return shared;
	};

	return {
		running: () => running.size,
		pick(waiting, budget) {
			if (running.size === 0) {
				return sizer.pick(waiting, budget);
			}

			const best = sizer.pick(maxBatch);
			const lead = sizer.expect(best) * running.size;
			const isWorthIt =
				running.size < depth && waiting >= best && last === best && lead <= longestLead;
			return isWorthIt ? sizer.pick(best, budget - lead) : 0;
		},
		async run(items) {
			const start = share();
			const batch = runBatch(run, items);
			running.add(batch);
			last = items.length;
			const isMeaningful = await batch;
			const duration = share() - start;
			running.delete(batch);
			if (isMeaningful) {
				sizer.learn(items.length, duration);
			}
		},
		async drain() {
			await Promise.all(running);
		},
	};
}
