import type {Home} from '../support/home.ts';
import {createPacedStore, type Paced} from '../support/paced-store.ts';
import type {ReadableStore} from '../support/store.ts';
import {followMiner, type LiveMiner} from './live-miner.ts';
import type {MinerFiles} from './miner-files.ts';
import {restartMiner} from './restart-miner.ts';
import {findMiner, stopMiner} from './running-miners.ts';

/** A miner as the monitor shows it, and what can be done about it there. */
export type MonitoredMiner = {
	readonly name: string;
	/** The file that says how it is started. */
	readonly optionsFile: string;
	/** Told once a second, and when the miner comes or goes. */
	readonly live: ReadableStore<Paced<LiveMiner>>;
	/** Ask it to stop, or end it if it hangs, and wait until it has. */
	readonly stop: () => Promise<void>;
	/** Start it as it was started before. */
	readonly restart: () => Promise<void>;
};

export type MonitorMinerOptions = {
	readonly home: Home;
	/** A program and its first arguments that start btop again. */
	readonly command: readonly string[];
	readonly signal: AbortSignal;
};

/**
Watch a miner for the monitor.

@returns The miner, and `close()` to watch it no longer; it goes on.
*/
export function monitorMiner(
	files: MinerFiles,
	{home, command, signal}: MonitorMinerOptions,
): MonitoredMiner & {readonly close: () => Promise<void>} {
	const following = followMiner(files, {signal});
	const live = createPacedStore(following.store, {
		isUrgent: (now, before) => now.link !== before.link || (!before.state && Boolean(now.state)),
	});
	return {
		name: files.name,
		optionsFile: files.options,
		live,
		async stop() {
			const miner = await findMiner(files);
			if (miner) {
				await stopMiner(miner, {signal});
			}
		},
		async restart() {
			await restartMiner({files, home, command, signal});
		},
		async close() {
			live.close();
			await following.close();
		},
	};
}
