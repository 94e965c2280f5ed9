import type {LiveMiner} from '../../steps/live-miner.ts';
import type {ReadableStore} from '../../support/store.ts';

/** A miner on the monitor, and what can be done about it there. */
export type MonitoredMiner = {
	readonly name: string;
	/** Told once a second, with the time in milliseconds since the Unix epoch. */
	readonly live: ReadableStore<{readonly value: LiveMiner; readonly now: number}>;
	/** Ask it to stop and wait until it has. */
	readonly stop: () => Promise<void>;
	/** Start it as it was started before. */
	readonly restart: () => Promise<void>;
};
