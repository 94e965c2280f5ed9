import {systemClock, type Clock} from '../../support/clock.ts';
import type {EngineRefusal, RunOptions} from '../engine.ts';
import {callAtDeadline} from './deadline.ts';
import {createLane, type Lane} from './lane.ts';
import {createQueue} from './queue.ts';
import type {Asked, Item, RunBatch} from './run-batch.ts';

export type BatcherOptions<Input, Output> = {
	/** One function per device. */
	readonly lanes: ReadonlyArray<RunBatch<Input, Output>>;
	/** How many batches a device is given at once, so that it finds the next one as soon as it is done. @default 1 */
	readonly depth?: number;
	/** Maximum number of items in a batch. @default 64 */
	readonly maxBatch?: number;
	/** Maximum number of waiting items; beyond that, those of the lowest priority are refused. @default 1024 */
	readonly maxWaiting?: number;
	readonly clock?: Clock;
	/** Monotonic milliseconds since an arbitrary start, for measuring. @default performance.now */
	readonly stopwatch?: () => number;
};

/** A queue in front of one or more devices. */
export type Batcher<Input, Output> = {
	/** Queue an input for the next batch and wait for its output. Never rejects. */
	readonly ask: (input: Input, options?: RunOptions) => Promise<Asked<Output>>;
	/** Number of waiting items, excluding those in a running batch. */
	readonly waiting: () => number;
	/** Refuse all waiting and new items, and wait for running batches. */
	readonly close: () => Promise<void>;
};

/**
Create a batcher. Requests that arrive while a device is busy share its next batch; the best batch size is learned per device.

@example
```
const {ask} = createBatcher({lanes: [async numbers => numbers.map(number => number * 2)]});
await ask(21);
//=> {ok: true, output: 42, batch: 1}
```
*/
export function createBatcher<Input, Output>({
	lanes: runs,
	depth = 1,
	maxBatch = 64,
	maxWaiting = 1024,
	clock = systemClock,
	stopwatch = () => performance.now(),
}: BatcherOptions<Input, Output>): Batcher<Input, Output> {
	const queue = createQueue<Item<Input, Output>>(maxWaiting);
	const lanes = runs.map(run => createLane({run, maxBatch, depth, stopwatch}));
	let isClosed = false;
	let isPumpDue = false;

	const pump = () => {
		isPumpDue = false;
		// Idle devices come first.
		for (let running = 0; running < depth; running++) {
			for (const lane of lanes) {
				if (lane.running() === running) {
					feed(lane);
				}
			}
		}
	};

	const feed = (lane: Lane<Input, Output>) => {
		const first = queue.first();
		const size = first ? lane.pick(queue.size(), first.deadline - clock.now()) : 0;
		if (size > 0) {
			void lane.run(queue.take(size)).then(schedule);
		}
	};

	/** An idle device does not wait for more items, other than those of the same event loop turn. */
	const schedule = () => {
		if (isPumpDue || queue.size() === 0 || lanes.every(lane => lane.running() === depth)) {
			return;
		}

		isPumpDue = true;
		setImmediate(pump);
	};

	return {
		async ask(input, {deadline = Infinity, priority = 0, caller, signal} = {}) {
			if (isClosed || signal?.aborted) {
				return {ok: false, reason: isClosed ? 'closed' : 'cancelled'};
			}

			return new Promise(resolve => {
				const settle = (asked: Asked<Output>) => {
					stopTimer();
					signal?.removeEventListener('abort', cancel);
					resolve(asked);
				};

				const item: Item<Input, Output> = {input, deadline, priority, caller, settle};
				const leave = (reason: EngineRefusal) => {
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

			await Promise.all(lanes.map(async ({drain}) => drain()));
		},
	};
}
