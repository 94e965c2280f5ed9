import type {ControlClient} from '../miner/control/connect-control.ts';
import {ControlSilentError, ControlVersionError} from '../miner/control/errors.ts';
import type {MinerTopics} from '../miner/topics.ts';
import {aborted} from '../support/aborted.ts';
import {PathError} from '../support/errors.ts';
import {systemClock, type Clock} from '../support/clock.ts';
import {readLastLines} from '../support/files/last-lines.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {connectOwnMiner} from './connect-miner.ts';
import {findMinerProcess} from './hung-miner.ts';
import type {MinerFiles} from './miner-files.ts';

/** A miner as a screen shows it: its latest values, and the state of the connection. */
export type LiveMiner = Partial<Omit<MinerTopics, 'log'>> &
	Pick<MinerTopics, 'log'> & {
		/** `connecting` before the first attempt, `silent` if it exists but does not answer or its control socket was removed, `incompatible` if it runs a version of btop that cannot be understood, `gone` if it does not exist. */
		readonly link: 'connecting' | 'live' | 'silent' | 'incompatible' | 'gone';
		/** When the link entered this state, or when a silent miner last sent anything, in milliseconds since the Unix epoch. */
		readonly since: number;
		/** When the miner last sent anything. */
		readonly heardAt?: number;
	};

/** Get the process id of a miner that is running, if known: an array of none or one. */
export const pidsOf = ({link, state}: LiveMiner): readonly number[] =>
	state && (link === 'live' || link === 'silent') ? [state.pid] : [];

/** The files that following a miner takes. */
export type FollowedFiles = Omit<MinerFiles, 'name' | 'lock'>;

export type FollowMinerOptions = {
	/** Stops following, like `close()`. */
	readonly signal?: AbortSignal;
	/** Milliseconds between attempts to reconnect to a miner that is gone. @default 1000 */
	readonly retryDelay?: number;
	readonly clock?: Clock;
};

export type FollowedMiner = {
	readonly store: ReadableStore<LiveMiner>;
	/** Stop following; the miner keeps running. */
	readonly close: () => Promise<void>;
};

/** Milliseconds of silence after which a miner counts as silent: a healthy one reports every second. */
const mostSilence = 6000;

/** Lines of the log to show for a miner that is gone. */
const lastLines = 200;

/**
Follow a miner over its control socket. When it exits or hangs, its last values are kept, and its log is read from the file; when it comes back, following resumes.
*/
export function followMiner(
	files: FollowedFiles,
	{signal: outer, retryDelay = 1000, clock = systemClock}: FollowMinerOptions = {},
): FollowedMiner {
	const {log} = files;
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
			await control.follow(values => {
				put({...values, heardAt: clock.now()});
				hear();
			});
			hear();
			await Promise.race([control.ended, aborted(signal)]);
		} finally {
			cancel();
			control.close();
		}
	};

	/** Follow the miner while it is there, and return how that ended. */
	const attend = async (): Promise<'silent' | 'incompatible' | 'gone'> => {
		try {
			await follow(await connectOwnMiner(files, {signal}));
			return 'gone';
		} catch (error) {
			if (error instanceof ControlVersionError) {
				return 'incompatible';
			}

			if (error instanceof ControlSilentError) {
				return 'silent';
			}

			// Its socket may have been removed, or an unexpected program answered.
			return (await findMinerProcess(files)) === undefined ? 'gone' : 'silent';
		}
	};

	const keepFollowing = async () => {
		while (!signal.aborted) {
			setLink(await attend());
			showLastWords();
			await clock.sleep(retryDelay, {signal}).catch(() => undefined);
		}
	};

	// Errors are caught where they occur, so this promise never rejects.
	const done = keepFollowing();
	return {
		store,
		async close() {
			closing.abort();
			await done;
		},
	};
}

/** Read the end of a log, or a line that says why it cannot be read: following the miner must not fail over it. */
function readLog(file: string): readonly string[] {
	try {
		return readLastLines(file, {lines: lastLines});
	} catch (error) {
		const reason = error instanceof PathError ? error.problem : (error as Error).message;
		return [`The log cannot be read: ${reason}`];
	}
}

/**
Create a setter that merges all changes of one turn of the event loop into a single store update.
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
