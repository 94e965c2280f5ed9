import {type Clock, systemClock} from './clock.ts';
import {createStore, type ReadableStore} from './store.ts';
import {createTicker} from './ticker.ts';

/** A value at a point in time. */
export type Paced<Value> = {
	readonly value: Value;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
};

export type PacedStore<Value> = ReadableStore<Paced<Value>> & {
	readonly close: () => void;
};

export type PacedStoreOptions<Value> = {
	/** Milliseconds between two updates. @default 1000 */
	readonly interval?: number;
	/** Whether a change should be published at once. @default never */
	readonly isUrgent?: (value: Value, before: Value) => boolean;
	readonly clock?: Clock;
};

/**
Create a store that publishes another store's value, with the time, at a steady pace, however often it changes. So a view of it is redrawn about once per interval.
*/
export function createPacedStore<Value>(
	source: ReadableStore<Value>,
	{interval = 1000, isUrgent = () => false, clock = systemClock}: PacedStoreOptions<Value> = {},
): PacedStore<Value> {
	const read = () => ({value: source.getSnapshot(), now: clock.now()});
	const store = createStore<Paced<Value>>(read());
	const ticker = createTicker({interval, clock});
	const subscriptions = [
		ticker.subscribe(() => {
			store.set(read());
		}),
		source.subscribe(() => {
			if (isUrgent(source.getSnapshot(), store.getSnapshot().value)) {
				store.set(read());
			}
		}),
	];
	return {
		getSnapshot: store.getSnapshot,
		subscribe: store.subscribe,
		close() {
			for (const unsubscribe of subscriptions) {
				unsubscribe();
			}
		},
	};
}
