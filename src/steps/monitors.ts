import {awaitValue} from '../support/await-value.ts';
import {pidsOf} from './live-miner.ts';
import type {MinerFiles} from './miner-files.ts';
import {type MonitoredMiner, type MonitorMinerOptions, monitorMiner} from './monitored-miner.ts';

export type Monitors = {
	/** Watch these miners, and those before no longer; waits a moment for what they say. */
	readonly open: (files: readonly MinerFiles[]) => Promise<readonly MonitoredMiner[]>;
	/** Process numbers of those that are watched and at work. */
	readonly pids: () => readonly number[];
	/** Watch none; they go on. */
	readonly close: () => Promise<void>;
};

/** Milliseconds in which a miner that is well has told all that a screen shows. */
const patience = 200;

/** Create what watches the miners that are on the screen. */
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
					awaitValue(live, ({value}) => value.link !== 'connecting', {patience}),
				),
			);
			return miners;
		},
		pids: () => watched.flatMap(({live}) => pidsOf(live.getSnapshot().value)),
		close,
	};
}
