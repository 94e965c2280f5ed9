import type {Home} from '../support/home.ts';
import {createPacedStore, type Paced} from '../support/paced-store.ts';
import type {ReadableStore} from '../support/store.ts';
import {followMiner, type LiveMiner} from './live-miner.ts';
import type {MinerFiles} from './miner-files.ts';
import {restartMiner} from './restart-miner.ts';
import {findMiner, stopMiner} from './running-miners.ts';

/** A miner on the monitor, with the actions available there. */
export type MonitoredMiner = {
	readonly name: string;
	/** The file with its start options. */
	readonly optionsFile: string;
	/** Updated once a second, and when the miner starts or exits. */
	readonly live: ReadableStore<Paced<LiveMiner>>;
	/** Ask the miner to stop, or kill it if it hangs, and wait until it exits. */
	readonly stop: () => Promise<void>;
	/** Restart it with the same options. */
	readonly restart: () => Promise<void>;
};

export type MonitorMinerOptions = {
	readonly home: Home;
	/** The command and leading arguments that start btop again. */
	readonly command: readonly string[];
	readonly signal: AbortSignal;
};

/**
Watch a miner for the monitor.

@returns The miner, and `close()` to stop watching; the miner keeps running.
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
