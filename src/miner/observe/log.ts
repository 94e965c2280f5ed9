import {Buffer} from 'node:buffer';
import {closeSync, existsSync, fstatSync, lstatSync, renameSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {systemClock, type Clock} from '../../support/clock.ts';
import {countOf} from '../../support/count-of.ts';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {identifyFile, toFileIdentity} from '../../support/files/file-identity.ts';
import {describeWriteFailure} from '../../support/errors.ts';
import {readLastLines} from '../../support/files/last-lines.ts';
import {openPrivateFile} from '../../support/files/private-file.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {toPlainText} from '../../support/plain-text.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';

/** In ascending severity. */
export const logLevels = ['info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

/** A miner's log. */
export type Log = {
	/** Write one line. It never throws: failed writes are counted. Passwords in URLs are redacted, but never pass it a secret. */
	readonly write: (level: LogLevel, message: string) => void;
	/** Read the latest lines, the newest last. */
	readonly read: (lines: number) => Promise<readonly string[]>;
	/** The latest 200 lines, the newest last, each truncated to 1000 characters. Every new line makes a new list. */
	readonly latest: ReadableStore<readonly string[]>;
	/** How many lines failed to be written and why; cleared by the next successful write. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => void;
};

export type LogOptions = {
	/** Created with mode 0600 if missing. */
	readonly file: string;
	/** Size in bytes at which the file is rotated to `FILE.1`, overwriting the previous one. @default 5_000_000 */
	readonly limit?: number;
	readonly clock?: Pick<Clock, 'now'>;
};

/** Get the path that a full log is rotated to. */
export const olderLog = (file: string): string => `${file}.1`;

/** Number of lines that screens see. */
const latestLines = 200;
const longestLine = 1000;
/** Milliseconds between two checks of what is at the log's path. */
const checkInterval = 1000;

/**
Open a log. Each line is written to the system at once, so that a process's last words survive its crash. If its file is deleted or moved away, another is created within a second.
*/
export function openLog({file, limit = 5_000_000, clock = systemClock}: LogOptions): Log {
	ensureDirectory(path.dirname(file));
	const older = olderLog(file);
	const latest = createStore(
		readLastLines(file, {lines: latestLines}).map(line => line.slice(0, longestLine)),
	);
	const problem = createStore<string | undefined>(undefined);
	let descriptor = openPrivateFile(file, 'append');
	const folder = identifyFile(path.dirname(file));
	let checkedAt = clock.now();
	let {size} = fstatSync(descriptor);
	let unwritten = 0;
	let isCut = false;
	let isClosed = false;

	const reopen = () => {
		const next = openPrivateFile(file, 'append');
		closeSync(descriptor);
		descriptor = next;
		({size} = fstatSync(descriptor));
		isCut = false;
	};

	const putAway = () => {
		if (existsSync(file)) {
			renameSync(file, older);
		}

		reopen();
	};

	/** Check whether the file is no longer what readers find at its path. A home that was moved took its log along. */
	const isAstray = () => {
		const own = fstatSync(descriptor, {bigint: true});
		const named = lstatSync(file, {bigint: true, throwIfNoEntry: false});
		return (
			(named === undefined || toFileIdentity(named) !== toFileIdentity(own)) &&
			(own.nlink === 0n || identifyFile(path.dirname(file)) === folder)
		);
	};

	const keepPlace = () => {
		// The clock may have been set back.
		if (Math.abs(clock.now() - checkedAt) < checkInterval) {
			return;
		}

		if (isAstray()) {
			reopen();
		}

		checkedAt = clock.now();
	};

	const append = (text: string) => {
		const line = Buffer.from(`${isCut ? '\n' : ''}${text}\n`);
		if (size + line.length > limit && size > 0) {
			putAway();
		}

		writeFileSync(descriptor, line);
		size += line.length;
		isCut = false;
	};

	const write = (text: string) => {
		try {
			keepPlace();
			if (unwritten > 0) {
				append(
					formatLine(clock.now(), 'warn', `${countOf(unwritten, 'log line')} could not be written`),
				);
				unwritten = 0;
			}

			append(text);
			problem.set(undefined);
		} catch (error) {
			unwritten++;
			problem.set(
				`${countOf(unwritten, 'log line')} could not be written: ${describeWriteFailure(error, file)}`,
			);
			// On a full disk, the start of the line may have been written.
			const {size: grown} = fstatSync(descriptor);
			isCut ||= grown > size;
			size = grown;
		}
	};

	return {
		write(level, message) {
			if (isClosed) {
				return;
			}

			const text = formatLine(clock.now(), level, message);
			write(text);
			latest.set([...latest.getSnapshot(), text.slice(0, longestLine)].slice(-latestLines));
		},
		async read(lines) {
			const files = [older, file].filter(name => existsSync(name));
			const texts = await Promise.all(
				files.map(async name => readTextFile(name, {limit: 2 * limit})),
			);
			return lines === 0 ? [] : texts.join('').trimEnd().split('\n').slice(-lines);
		},
		latest,
		problem,
		close() {
			if (isClosed) {
				return;
			}

			isClosed = true;
			closeSync(descriptor);
		},
	};
}

/** Format a line of the log. */
export function formatLine(time: number, level: LogLevel, message: string): string {
	const lines = message.split('\n').map(line => line.trim());
	const text = toPlainText(lines.join(' ')).replaceAll(/(?<=:\/\/)[^\s\/@]+@/gv, '…@');
	return `${new Date(time).toISOString()} ${level.padEnd(5)} ${text}`;
}
