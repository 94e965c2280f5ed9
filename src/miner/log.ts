import {Buffer} from 'node:buffer';
import {closeSync, existsSync, fstatSync, openSync, renameSync, writeSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {systemClock, type Clock} from '../support/clock.ts';
import {ensureDirectory} from '../support/ensure-directory.ts';
import {readLastLines} from '../support/last-lines.ts';
import {createStore, type ReadableStore} from '../support/store.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** What a miner says, a line each. */
export type Log = {
	/** Write one line. Passwords in addresses are left out; never give it a secret. */
	readonly write: (level: LogLevel, message: string) => void;
	/** The latest lines, the newest last. */
	readonly read: (lines: number) => Promise<readonly string[]>;
	/** The latest 200 lines, the newest last, each cut to 1000 characters: a new list with each line. */
	readonly latest: ReadableStore<readonly string[]>;
	readonly close: () => void;
};

export type LogOptions = {
	/** It is made, with mode 0600, if it is not there. */
	readonly file: string;
	/** Bytes after which the file is put away as `FILE.1`, in place of the one put away before. @default 5_000_000 */
	readonly limit?: number;
	readonly clock?: Pick<Clock, 'now'>;
};

/** Of what screens see. */
const latestLines = 200;
const longestLine = 1000;

/**
Open a log. Each line is handed to the system at once, so that the last words of a process that dies are there.
*/
export function openLog({file, limit = 5_000_000, clock = systemClock}: LogOptions): Log {
	ensureDirectory(path.dirname(file));
	const older = `${file}.1`;
	const latest = createStore(
		readLastLines(file, {lines: latestLines}).map(line => line.slice(0, longestLine)),
	);
	let descriptor = openSync(file, 'a', 0o600);
	let {size} = fstatSync(descriptor);
	let isClosed = false;

	const putAway = () => {
		closeSync(descriptor);
		renameSync(file, older);
		descriptor = openSync(file, 'a', 0o600);
		size = 0;
	};

	return {
		write(level, message) {
			if (isClosed) {
				return;
			}

			const text = formatLine(clock.now(), level, message);
			const line = Buffer.from(`${text}\n`);
			if (size + line.length > limit && size > 0) {
				putAway();
			}

			writeSync(descriptor, line);
			size += line.length;
			latest.set([...latest.getSnapshot(), text.slice(0, longestLine)].slice(-latestLines));
		},
		async read(lines) {
			const files = existsSync(older) ? [older, file] : [file];
			const texts = await Promise.all(files.map(async name => readFile(name, 'utf8')));
			return lines === 0 ? [] : texts.join('').trimEnd().split('\n').slice(-lines);
		},
		latest,
		close() {
			if (isClosed) {
				return;
			}

			isClosed = true;
			closeSync(descriptor);
		},
	};
}

function formatLine(time: number, level: LogLevel, message: string) {
	const lines = message.split('\n').map(line => line.trim());
	const text = lines.join(' ').replaceAll(/(?<=:\/\/)[^\s\/@]+@/gv, '…@');
	return `${new Date(time).toISOString()} ${level.padEnd(5)} ${text}`;
}
