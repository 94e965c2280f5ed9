import {systemClock, type Clock} from '../support/clock.ts';
import {countOf} from '../support/count-of.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {describeTrouble, LedgerLockedError} from './errors.ts';
import type {Ledger} from './open-ledger.ts';

export type WriteQueueOptions<Item> = {
	/** Write items to the ledger, all or none, and wait at most `timeout` milliseconds for another process's write, since this blocks the thread. */
	readonly write: (items: readonly Item[], timeout: number) => void;
	/** The singular and plural name of an item. */
	readonly noun: readonly [one: string, many: string];
	/** Maximum number of items kept while the ledger cannot be written; beyond that, the oldest are discarded. */
	readonly capacity: number;
	/** Whether to write each item before `add()` returns, rather than together with others from the same event loop turn. @default false */
	readonly atOnce?: boolean;
	/** Milliseconds before a retry after the ledger could not be written. @default 1000 */
	readonly retryDelay?: number;
	readonly clock?: Clock;
};

export type WriteQueue<Item> = {
	/** Write an item. Resolves once the item is committed; while the ledger cannot be written, it resolves at once, and the item is kept and retried. Never throws or rejects. */
	readonly add: (item: Item) => Promise<void>;
	/** Write within `delay` milliseconds, even if no item is added. */
	readonly flushWithin: (delay: number) => void;
	/** Why the ledger cannot be written at the moment, if so, and how many items are waiting. A lock counts from the second failure on. */
	readonly problem: ReadableStore<string | undefined>;
	/** Write what is pending; later items are not written. */
	readonly close: () => void;
};

/**
Create a queue between a miner and its ledger, so that mining continues even if the disk fails.
*/
export function createWriteQueue<Item>({
	write,
	noun,
	capacity,
	atOnce = false,
	retryDelay = 1000,
	clock = systemClock,
}: WriteQueueOptions<Item>): WriteQueue<Item> {
	const problem = createStore<string | undefined>(undefined);
	let pending: Array<{readonly item: Item; readonly resolve: () => void}> = [];
	let lost = 0;
	let isDue = false;
	let isFailing = false;
	let isClosed = false;
	let cancelTimer: (() => void) | undefined;

	const settle = () => {
		for (const {resolve} of pending) {
			resolve();
		}
	};

	const flush = (timeout = shortWait) => {
		isDue = false;
		cancelTimer?.();
		cancelTimer = undefined;
		try {
			write(
				pending.map(({item}) => item),
				timeout,
			);
			settle();
			pending = [];
			lost = 0;
			isFailing = false;
			problem.set(undefined);
		} catch (error) {
			settle();
			lost += Math.max(0, pending.length - capacity);
			pending = pending.slice(-capacity);
			// A payment of ours may hold the lock for a moment, which is no problem.
			if (isFailing || isClosed || !(error instanceof LedgerLockedError)) {
				problem.set(describe(error as Error, {waiting: pending.length, lost, noun}));
			}

			isFailing = true;
			if (!isClosed) {
				flushWithin(retryDelay);
			}
		}
	};

	const flushWithin = (delay: number) => {
		cancelTimer ??= clock.after(delay, () => {
			flush();
		});
	};

	return {
		problem,
		async add(item) {
			if (isClosed) {
				return;
			}

			return new Promise(resolve => {
				pending.push({item, resolve});
				if (isFailing) {
					resolve();
				} else if (atOnce) {
					flush();
				} else if (!isDue) {
					isDue = true;
					setImmediate(() => {
						flush();
					});
				}
			});
		},
		flushWithin,
		close() {
			if (isClosed) {
				return;
			}

			isClosed = true;
			flush(lastWait);
		},
	};
}

/** Milliseconds to wait for another process's write: what the write of another miner takes; and longer for the last one, which is not retried. */
const shortWait = 10;
const lastWait = 1000;

type Backlog = Pick<WriteQueueOptions<unknown>, 'noun'> & {
	readonly waiting: number;
	readonly lost: number;
};

function describe(error: Error, {waiting, lost, noun}: Backlog): string {
	const [one, many] = noun;
	const kept = `${countOf(waiting, one, many)} wait${waiting === 1 ? 's' : ''}`;
	const gone = lost === 0 ? '' : `, ${lost} more ${lost === 1 ? 'is' : 'are'} lost`;
	return `${describeTrouble(error)}. ${kept} to be written${gone}`;
}

/** Writes to the ledger, each done as soon as possible. */
export type LedgerWrites = WriteQueue<() => void>;

/** Create a queue for a miner's rare writes, such as events: each item does its own writing, and items written together share a transaction. */
export function createLedgerWrites(
	ledger: Ledger,
	{clock}: Pick<WriteQueueOptions<never>, 'clock'> = {},
): LedgerWrites {
	return createWriteQueue<() => void>({
		write(works, timeout) {
			ledger.transactQuickly(
				() => {
					for (const work of works) {
						work();
					}
				},
				{timeout},
			);
		},
		noun: ['event', 'events'],
		capacity: 10_000,
		atOnce: true,
		clock,
	});
}
