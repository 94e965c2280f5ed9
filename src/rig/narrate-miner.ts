import {stat} from 'node:fs/promises';
import {formatLine} from '../miner/observe/log.ts';
import {describeEvents, describeMiner} from '../monitor/miner-report.ts';
import {type Clock, systemClock} from '../support/clock.ts';
import {followLog} from './follow-log.ts';
import {type FollowedFiles, followMiner} from './live-miner.ts';

export type NarrateMinerOptions = {
	/** Called with each line, including its time and level as in the log. */
	readonly onLine: (line: string) => void;
	/** Stops narrating. */
	readonly signal: AbortSignal;
	/** Milliseconds between status lines. @default 60_000 */
	readonly interval?: number;
	readonly clock?: Clock;
};

/** Follow a miner on a terminal without screens until the signal is aborted: new log lines, other events, and a status line once a minute. */
export async function narrateMiner(
	files: FollowedFiles,
	{onLine, signal, interval = 60_000, clock = systemClock}: NarrateMinerOptions,
): Promise<void> {
	const say = (text: string) => {
		onLine(formatLine(clock.now(), 'info', text));
	};

	// What an event follows from is in the log before the event is published: events wait for a poll of the log that began after they came.
	let fresh: readonly string[] = [];
	let waiting: readonly string[] = [];
	const sayWaiting = () => {
		for (const line of waiting) {
			onLine(line);
		}

		waiting = fresh;
		fresh = [];
	};

	const {store, close} = followMiner(files, {signal, clock});
	const {size} = await stat(files.log);
	const logged = followLog(files.log, {start: size, onLine, onRead: sayWaiting, signal, clock});
	let last = store.getSnapshot();
	const unsubscribe = store.subscribe(() => {
		const now = store.getSnapshot();
		fresh = [
			...fresh,
			...describeEvents(last, now).map(event => formatLine(clock.now(), 'info', event)),
		];
		last = now;
	});
	try {
		let before = last.state;
		while (!signal.aborted) {
			await clock.sleep(interval, {signal}).catch(() => undefined);
			const {state} = store.getSnapshot();
			if (!state || signal.aborted) {
				continue;
			}

			say(describeMiner(before, state, {seconds: interval / 1000}));
			before = state;
		}
	} finally {
		unsubscribe();
		await Promise.all([close(), logged]);
		sayWaiting();
		sayWaiting();
	}
}
