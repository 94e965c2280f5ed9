import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';

export type PollOptions = {
	/** Milliseconds between two readings. */
	readonly interval: number;
	/** Readings without a card after which it stops: cards do not appear by themselves. @default 3 */
	readonly patience?: number;
	readonly clock: Clock;
};

export type Poll<Item> = {
	readonly items: ReadableStore<readonly Item[]>;
	readonly close: () => Promise<void>;
};

/**
Read a list again and again. It ends if nothing is ever found.
*/
export function poll<Item>(
	read: () => Promise<readonly Item[]>,
	{interval, patience = 3, clock}: PollOptions,
): Poll<Item> {
	const items = createStore<readonly Item[]>([]);
	const closing = new AbortController();
	const {signal} = closing;

	const keep = async () => {
		let left = patience;
		while (!signal.aborted && left > 0) {
			const found = await read();
			left = found.length > 0 ? Infinity : left - 1;
			if (found.length > 0 || items.getSnapshot().length > 0) {
				items.set(found);
			}

			await clock.sleep(interval, {signal});
		}
	};

	const done = keep().catch(() => undefined);
	return {
		items,
		async close() {
			closing.abort();
			await done;
		},
	};
}
