import type systeminformation from 'systeminformation';
import {systemClock, type Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';

/** How this machine is doing. */
export type HostReading = {
	/** The processor in words. */
	readonly processor: string;
	readonly cores: number;
	/** Of all cores together, from 0 to 1. */
	readonly load: number;
	/** Bytes; what programs could still have counts as free. */
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

/** What is asked of the system. */
export type System = Pick<typeof systeminformation, 'cpu' | 'currentLoad' | 'mem'>;

export type HostWatch = {
	/** `undefined` until the first reading, and while the system does not tell. */
	readonly host: ReadableStore<HostReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch the processor and the memory of this machine. It reads beside the work of the caller, never in its way; what cannot be read is no reading, and no error.
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

	// It ends when the system tells nothing at all, or when it is closed.
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
	// A CommonJS module has no names of its own once it is bundled.
	const {default: system} = await import('systeminformation');
	return system;
}
