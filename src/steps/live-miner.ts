import {type ControlClient, connectControl} from '../miner/control/connect-control.ts';
import {ControlSilentError} from '../miner/control/errors.ts';
import type {MinerTopics} from '../miner/miner-topics.ts';
import {aborted} from '../support/aborted.ts';
import {systemClock, type Clock} from '../support/clock.ts';
import {readLastLines} from '../support/last-lines.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {liveTopics, readTopic} from './live-topics.ts';
import type {MinerFiles} from './miner-files.ts';

/** A miner as a screen sees it: what it said last, and whether it is still there. */
export type LiveMiner = Partial<Omit<MinerTopics, 'log'>> &
	Pick<MinerTopics, 'log'> & {
		/** `connecting` before the first try, `silent` when it is there but says nothing, `gone` when it is not there. */
		readonly link: 'connecting' | 'live' | 'silent' | 'gone';
		/** Since when the link is as it is, or when a silent one spoke last, in milliseconds since the Unix epoch. */
		readonly since: number;
		/** When the miner last said anything. */
		readonly heardAt?: number;
	};

/** Get the process number of a miner that is at work, as far as is known: none, or one. */
export const pidsOf = ({link, state}: LiveMiner): readonly number[] =>
	state && (link === 'live' || link === 'silent') ? [state.pid] : [];

export type FollowMinerOptions = {
	/** Ends it, as `close()` does. */
	readonly signal?: AbortSignal;
	/** Milliseconds before a miner that is gone is looked for again. @default 1000 */
	readonly retryDelay?: number;
	readonly clock?: Clock;
};

export type FollowedMiner = {
	readonly store: ReadableStore<LiveMiner>;
	/** Stop following; the miner goes on. */
	readonly close: () => Promise<void>;
};

/** Milliseconds without a word after which a miner counts as silent: one that is well tells each second how it is. */
const mostSilence = 6000;

/** How many lines of the log of a miner that is gone are shown. */
const lastLines = 200;

/**
Follow a miner over its control socket. When it goes or hangs, its last values stay, and its log is read from its file; when it comes back it is followed again.
*/
export function followMiner(
	{socket, log}: Pick<MinerFiles, 'socket' | 'log'>,
	{signal: outer, retryDelay = 1000, clock = systemClock}: FollowMinerOptions = {},
): FollowedMiner {
	const store = createStore<LiveMiner>({link: 'connecting', since: clock.now(), log: []});
	const closing = new AbortController();
	const signal = outer ? AbortSignal.any([outer, closing.signal]) : closing.signal;
	const put = createGatherer(store, signal);

	const setLink = (link: LiveMiner['link']) => {
		const {link: before, heardAt} = store.getSnapshot();
		if (before === link) {
			return;
		}

		const now = clock.now();
		put({link, since: link === 'silent' ? (heardAt ?? now) : now});
	};

	const showLastWords = () => {
		const lines = readLog(log);
		if (lines.join('\n') !== store.getSnapshot().log.join('\n')) {
			put({log: lines});
		}
	};

	const follow = async (control: ControlClient) => {
		let cancel: () => void = () => undefined;
		const hear = () => {
			setLink('live');
			cancel();
			cancel = clock.after(mostSilence, () => {
				setLink('silent');
			});
		};

		try {
			await control.follow(liveTopics, (topic, value) => {
				put({...readTopic(topic, value), heardAt: clock.now()});
				hear();
			});
			hear();
			await Promise.race([control.ended, aborted(signal)]);
		} finally {
			cancel();
			control.close();
		}
	};

	/** Follow it as long as it is there, and tell how that ended. */
	const attend = async (): Promise<'silent' | 'gone'> => {
		try {
			await follow(await connectControl(socket, {signal}));
			return 'gone';
		} catch (error) {
			// Or it is another program than we take it for.
			return error instanceof ControlSilentError ? 'silent' : 'gone';
		}
	};

	const keepFollowing = async () => {
		while (!signal.aborted) {
			setLink(await attend());
			showLastWords();
			await clock.sleep(retryDelay, {signal}).catch(() => undefined);
		}
	};

	// What can fail in it is caught where it does, so nobody has to hear of a rejection.
	const done = keepFollowing();
	return {
		store,
		async close() {
			closing.abort();
			await done;
		},
	};
}

/** Read the end of a log, or say in its place why it cannot be read: following the miner does not end with that. */
function readLog(file: string): readonly string[] {
	try {
		return readLastLines(file, {lines: lastLines});
	} catch (error) {
		return [`The log cannot be read: ${(error as Error).message}`];
	}
}

/**
Create a setter that gathers what comes in one turn of the event loop into one change of the store.
*/
function createGatherer<Value extends Record<string, unknown>>(
	store: {readonly getSnapshot: () => Value; readonly set: (value: Value) => void},
	signal: AbortSignal,
): (part: Partial<Value>) => void {
	let gathered: Partial<Value> | undefined;
	return part => {
		if (gathered === undefined) {
			queueMicrotask(() => {
				const parts = gathered;
				gathered = undefined;
				if (!signal.aborted) {
					store.set({...store.getSnapshot(), ...parts});
				}
			});
		}

		gathered = {...gathered, ...part};
	};
}
