import {awaitValue} from '../support/store.ts';
import {pidsOf} from './live-miner.ts';
import type {MinerFiles} from './miner-files.ts';
import {type MonitoredMiner, type MonitorMinerOptions, monitorMiner} from './monitored-miner.ts';

export type Monitors = {
	/** Watch these miners instead of the previous ones; waits briefly for their first values. */
	readonly open: (files: readonly MinerFiles[]) => Promise<readonly MonitoredMiner[]>;
	/** Get the process ids of watched miners that are running. */
	readonly pids: () => readonly number[];
	/** Stop watching; the miners keep running. */
	readonly close: () => Promise<void>;
};

/** Milliseconds in which a healthy miner sends everything that a screen shows. */
const connectTimeout = 200;

/** Create a set of watched miners, for the screen. */
export function createMonitors(options: MonitorMinerOptions): Monitors {
	let watched: ReadonlyArray<ReturnType<typeof monitorMiner>> = [];
	const close = async () => {
		const before = watched;
		watched = [];
		await Promise.all(before.map(async miner => miner.close()));
	};

	return {
		async open(files) {
			await close();
			const miners = files.map(each => monitorMiner(each, options));
			watched = miners;
			await Promise.all(
				miners.map(async ({live}) =>
					awaitValue(live, ({value}) => value.link !== 'connecting', {timeout: connectTimeout}),
				),
			);
			return miners;
		},
		pids: () => watched.flatMap(({live}) => pidsOf(live.getSnapshot().value)),
		close,
	};
}
