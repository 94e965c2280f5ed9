import {systemClock, type Clock} from '../support/clock.ts';
import {createBatchSizer, type BatchSizer} from './batch-size.ts';
import {callAtDeadline} from './deadline.ts';
import {createQueue} from './queue.ts';
import {runBatch, type Asked, type AskRefusal, type Item, type RunBatch} from './run-batch.ts';

export type BatcherOptions<Input, Output> = {
	/** What computes: a function for each device. Each has one batch at a time. */
	readonly lanes: ReadonlyArray<RunBatch<Input, Output>>;
	/** Items of one batch at most. @default 64 */
	readonly maxBatch?: number;
	/** How many may wait; beyond that those of the lowest priority are refused. @default 1024 */
	readonly maxWaiting?: number;
	readonly clock?: Clock;
	/** Milliseconds from any start, for measuring; monotonic. @default performance.now */
	readonly stopwatch?: () => number;
};

export type AskOptions = {
	/** Milliseconds since the Unix epoch. @default never */
	readonly deadline?: number;
	/** Who matters more is kept when not all can be. @default 0 */
	readonly priority?: number;
	/** Whoever asked wants no answer any more. */
	readonly signal?: AbortSignal;
};

/** A queue before one or more devices. */
export type Batcher<Input, Output> = {
	/** Wait for a place in a batch, and for the answer. Never rejects. */
	readonly ask: (input: Input, options?: AskOptions) => Promise<Asked<Output>>;
	/** How many wait, those being computed left out. */
	readonly waiting: () => number;
	/** Refuse whoever waits or comes, and wait for what is being computed. */
	readonly close: () => Promise<void>;
};

type Lane<Input, Output> = {
	readonly run: RunBatch<Input, Output>;
	readonly sizer: BatchSizer;
	/** The batch that it computes. */
	working: Promise<void> | undefined;
};

/**
Create a batcher. Whoever asks while a device works shares its next batch; the size of batches is learned for each device.

@example
```
const {ask} = createBatcher({lanes: [async numbers => numbers.map(number => number * 2)]});
await ask(21);
//=> {ok: true, output: 42, batch: 1}
```
*/
export function createBatcher<Input, Output>({
	lanes: runs,
	maxBatch = 64,
	maxWaiting = 1024,
	clock = systemClock,
	stopwatch = () => performance.now(),
}: BatcherOptions<Input, Output>): Batcher<Input, Output> {
	const queue = createQueue<Item<Input, Output>>(maxWaiting);
	const lanes = runs.map((run): Lane<Input, Output> => ({
		run,
		sizer: createBatchSizer({maxBatch}),
		working: undefined,
	}));
	let isClosed = false;
	let isPumpDue = false;

	const pump = () => {
		isPumpDue = false;
		for (const lane of lanes) {
			const first = queue.first();
			if (!first || isClosed) {
				return;
			}

			if (!isIdle(lane)) {
				continue;
			}

			const size = lane.sizer.pick(queue.size(), first.deadline - clock.now());
			const items = queue.take(size);
			lane.working = work(lane, items).then(() => {
				lane.working = undefined;
				pump();
			});
		}
	};

	const work = async (
		{run, sizer}: Lane<Input, Output>,
		items: ReadonlyArray<Item<Input, Output>>,
	) => {
		const started = stopwatch();
		if (await runBatch(run, items)) {
			sizer.learn(items.length, stopwatch() - started);
		}
	};

	/** An idle device does not wait for more to come, only for those of the same turn of the event loop. */
	const schedule = () => {
		if (isPumpDue || lanes.every(lane => !isIdle(lane))) {
			return;
		}

		isPumpDue = true;
		setImmediate(pump);
	};

	return {
		async ask(input, {deadline = Infinity, priority = 0, signal} = {}) {
			if (isClosed || signal?.aborted) {
				return {ok: false, reason: isClosed ? 'closed' : 'cancelled'};
			}

			return new Promise(resolve => {
				const settle = (asked: Asked<Output>) => {
					stopTimer();
					signal?.removeEventListener('abort', cancel);
					resolve(asked);
				};

				const item: Item<Input, Output> = {input, deadline, priority, settle};
				const leave = (reason: AskRefusal) => {
					queue.remove(item);
					settle({ok: false, reason});
				};

				const cancel = () => {
					leave('cancelled');
				};

				const stopTimer = callAtDeadline(clock, deadline, () => {
					leave('deadline');
				});
				signal?.addEventListener('abort', cancel, {once: true});
				queue.add(item)?.settle({ok: false, reason: 'queue-full'});
				schedule();
			});
		},
		waiting: queue.size,
		async close() {
			isClosed = true;
			for (const {settle} of queue.take(Infinity)) {
				settle({ok: false, reason: 'closed'});
			}

			await Promise.all(lanes.map(async lane => lane.working));
		},
	};
}

const isIdle = ({working}: {readonly working: Promise<void> | undefined}) => working === undefined;
