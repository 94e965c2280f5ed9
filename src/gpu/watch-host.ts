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
	readonly clock?: Clock;
};

export type HostWatch = {
	/** `undefined` until the first reading. */
	readonly host: ReadableStore<HostReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch the processor and the memory of this machine. It reads beside the work of the caller, never in its way.
*/
export function watchHost({
	interval = 2000,
	clock = systemClock,
}: WatchHostOptions = {}): HostWatch {
	const host = createStore<HostReading | undefined>(undefined);
	const closing = new AbortController();
	const {signal} = closing;

	const keepReading = async () => {
		const {default: system} = await import('systeminformation');
		const {manufacturer, brand, cores} = await system.cpu();
		const processor = `${manufacturer} ${brand}`.trim();
		while (!signal.aborted) {
			const [load, memory] = await Promise.all([system.currentLoad(), system.mem()]);
			host.set({
				processor,
				cores,
				load: load.currentLoad / 100,
				memoryUsed: memory.total - memory.available,
				memoryTotal: memory.total,
			});
			await clock.sleep(interval, {signal});
		}
	};

	const done = keepReading().catch((error: unknown) => {
		if (!signal.aborted) {
			throw error;
		}
	});
	return {
		host,
		async close() {
			closing.abort();
			await done;
		},
	};
}
