import {type Clock, systemClock} from './clock.ts';
import {createStore, type ReadableStore} from './store.ts';

export type Ticker = ReadableStore<number> & {
	readonly close: () => void;
};

/** Create a store of the time, in milliseconds since the Unix epoch, that is told once an interval. */
export function createTicker({
	interval = 1000,
	clock = systemClock,
}: {
	/** Milliseconds. @default 1000 */
	readonly interval?: number;
	readonly clock?: Clock;
} = {}): Ticker {
	const store = createStore(clock.now());
	let cancel: () => void;
	const tick = () => {
		store.set(clock.now());
		cancel = clock.after(interval, tick);
	};

	cancel = clock.after(interval, tick);
	return {
		...store,
		close() {
			cancel();
		},
	};
}
