import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {endChild, startChild} from '../../support/processes/child-process.ts';
import type {Clock} from '../../support/clock.ts';

/** What a line was: a reading, nothing that counts, or the reason to start the program anew with another command. */
export type Heard = 'reading' | 'nothing' | 'start-anew';

export type KeepReadingOptions = {
	/** Called before each start, and may return another command each time; `undefined` ends the reading. */
	readonly command: () => readonly string[] | undefined;
	/** Called with each line of stdout and stderr. */
	readonly onLine: (line: string) => Heard;
	/** Called each time the program exits, with whether there was a reading. */
	readonly onExit?: (hadReading: boolean) => void;
	/** Milliseconds before the program is started again; doubled each time it exits without a reading, up to a minute. @default 1000 */
	readonly restartDelay?: number;
	readonly clock: Clock;
};

export type Reader = {
	/** Resolves when reading has ended: the program is missing, there is no command, or it was closed. */
	readonly ended: Promise<void>;
	readonly close: () => Promise<void>;
};

const longestDelay = 60_000;

/**
Keep a program running that prints readings line by line, and start it again when it exits. A program that is missing ends the reading, which is not an error.
*/
export function keepReading({
	command,
	onLine,
	onExit,
	restartDelay = 1000,
	clock,
}: KeepReadingOptions): Reader {
	const closing = new AbortController();
	let child: ChildProcess | undefined;

	const readOnce = async (words: readonly string[]): Promise<Heard> => {
		try {
			child = startChild(words, {stdio: ['ignore', 'pipe', 'pipe']});
		} catch {
			// It may be possible later.
			return 'nothing';
		}

		const closed = once(child, 'close');
		let heard: Heard = 'nothing';
		const hear = (line: string) => {
			const said = onLine(line);
			heard = said === 'nothing' ? heard : said;
		};

		for (const stream of [child.stdout!, child.stderr!]) {
			createInterface({input: stream}).on('line', hear);
		}

		await closed;
		return heard;
	};

	const keep = async () => {
		let delay = restartDelay;
		for (let words = command(); words && !closing.signal.aborted; words = command()) {
			const heard = await readOnce(words);
			onExit?.(heard === 'reading');
			if (heard === 'start-anew') {
				continue;
			}

			delay = heard === 'reading' ? restartDelay : Math.min(delay * 2, longestDelay);
			await clock.sleep(delay, {signal: closing.signal});
		}
	};

	const ended = keep().catch(() => undefined);
	return {
		ended,
		async close() {
			closing.abort();
			if (child) {
				await endChild(child, {timeout: 1000});
			}

			await ended;
		},
	};
}
