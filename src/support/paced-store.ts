import {type Clock, systemClock} from './clock.ts';
import {createStore, type ReadableStore} from './store.ts';
import {createTicker} from './ticker.ts';

/** A value as it was at a moment. */
export type Paced<Value> = {
	readonly value: Value;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
};

export type PacedStore<Value> = ReadableStore<Paced<Value>> & {
	readonly close: () => void;
};

export type PacedStoreOptions<Value> = {
	/** Milliseconds between two values. @default 1000 */
	readonly interval?: number;
	/** Whether a change is worth being told at once. @default never */
	readonly isUrgent?: (value: Value, before: Value) => boolean;
	readonly clock?: Clock;
};

/**
Create a store that tells of another's value at an even pace, however often that changes, with the time beside it: what is drawn from it is drawn so often and hardly more.
*/
export function createPacedStore<Value>(
	source: ReadableStore<Value>,
	{interval = 1000, isUrgent = () => false, clock = systemClock}: PacedStoreOptions<Value> = {},
): PacedStore<Value> {
	const read = () => ({value: source.getSnapshot(), now: clock.now()});
	const store = createStore<Paced<Value>>(read());
	const ticker = createTicker({interval, clock});
	const forgets = [
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
			for (const forget of forgets) {
				forget();
			}
		},
	};
}
