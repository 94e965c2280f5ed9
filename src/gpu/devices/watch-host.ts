import type systeminformation from 'systeminformation';
import {systemClock, type Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';

/** A reading of this machine's CPU and memory. */
export type HostReading = {
	/** The processor's name. */
	readonly processor: string;
	readonly cores: number;
	/** Across all cores, from 0 to 1. */
	readonly load: number;
	/** Bytes; memory that is available to programs counts as free. */
	readonly memoryUsed: number;
	readonly memoryTotal: number;
};

export type WatchHostOptions = {
	/** Milliseconds between two readings. @default 2000 */
	readonly interval?: number;
	/** @default the package `systeminformation` */
	readonly loadSystem?: () => Promise<System>;
	readonly clock?: Clock;
};

/** The functions used to query the system. */
export type System = Pick<typeof systeminformation, 'cpu' | 'currentLoad' | 'mem'>;

export type HostWatch = {
	/** `undefined` until the first reading, and while the system cannot be read. */
	readonly host: ReadableStore<HostReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch this machine's CPU and memory, in the background. A failed reading is not an error.
*/
export function watchHost({
	interval = 2000,
	loadSystem = importSystem,
	clock = systemClock,
}: WatchHostOptions = {}): HostWatch {
	const host = createStore<HostReading | undefined>(undefined);
	const closing = new AbortController();
	const {signal} = closing;

	const keepReading = async () => {
		const system = await loadSystem();
		const {manufacturer, brand, cores} = await system.cpu();
		const processor = `${manufacturer} ${brand}`.trim();
		while (!signal.aborted) {
			try {
				const [load, memory] = await Promise.all([system.currentLoad(), system.mem()]);
				host.set({
					processor,
					cores,
					load: load.currentLoad / 100,
					memoryUsed: memory.total - memory.available,
					memoryTotal: memory.total,
				});
			} catch {
				host.set(undefined);
			}

			await clock.sleep(interval, {signal});
		}
	};

	// It ends if the system cannot be read at all, or when closed.
	const done = keepReading().catch(() => undefined);
	return {
		host,
		async close() {
			closing.abort();
			await done;
		},
	};
}

async function importSystem(): Promise<System> {
	// A bundled CommonJS module has no named exports.
	const {default: system} = await import('systeminformation');
	return system;
}
