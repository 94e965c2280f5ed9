import {type Clock, systemClock} from './clock.ts';
import {createStore, type ReadableStore} from './store.ts';

export type TickerOptions = {
	/** Milliseconds. @default 1000 */
	readonly interval?: number;
	readonly clock?: Clock;
};

/** Create a store of the current time, in milliseconds since the Unix epoch, that updates once per interval. It ticks only while it has subscribers. */
export function createTicker({
	interval = 1000,
	clock = systemClock,
}: TickerOptions = {}): ReadableStore<number> {
	const store = createStore(clock.now());
	const listening = new Set<() => void>();
	let cancel: () => void;
	const tick = () => {
		cancel = clock.after(interval, tick);
		store.set(clock.now());
	};

	return {
		getSnapshot: store.getSnapshot,
		subscribe(listener) {
			const unsubscribe = store.subscribe(listener);
			if (listening.size === 0) {
				cancel = clock.after(interval, tick);
			}

			listening.add(listener);
			return () => {
				unsubscribe();
				if (listening.delete(listener) && listening.size === 0) {
					cancel();
				}
			};
		},
	};
}
