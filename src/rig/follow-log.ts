import {Buffer} from 'node:buffer';
import {type FileHandle, open, stat} from 'node:fs/promises';
import {type Clock, systemClock} from '../support/clock.ts';

export type FollowLogOptions = {
	/** The byte offset to start at. */
	readonly start: number;
	readonly onLine: (line: string) => void;
	/** Called after each poll, once its lines have been passed on. */
	readonly onRead?: () => void;
	/** Stops following. */
	readonly signal: AbortSignal;
	/** Milliseconds between polls of the file. @default 250 */
	readonly interval?: number;
	readonly clock?: Pick<Clock, 'sleep'>;
};

/** Call back with each line appended to a log until the signal is aborted, across rotations too. */
export async function followLog(
	file: string,
	{
		start,
		onLine,
		onRead = () => undefined,
		signal,
		interval = 250,
		clock = systemClock,
	}: FollowLogOptions,
): Promise<void> {
	let handle = await openIfThere(file);
	let position = start;
	const readOn = async () => {
		const {lines, end} = handle ? await readLines(handle, position) : {lines: [], end: position};
		position = end;
		for (const line of lines) {
			onLine(line);
		}

		onRead();
	};

	try {
		while (!signal.aborted) {
			await readOn();
			if (await isReplaced(file, handle)) {
				// The last lines may have been written just before the rotation.
				await readOn();
				await handle?.close();
				handle = await openIfThere(file);
				position = 0;
			} else {
				await clock.sleep(interval, {signal}).catch(() => undefined);
			}
		}

		// An exiting miner writes its last lines just before it is gone.
		await readOn();
	} finally {
		await handle?.close();
	}
}

/** Read the complete lines from a position, and where they end; a line still being written is left for later. */
async function readLines(handle: FileHandle, position: number) {
	const {size} = await handle.stat();
	// The file was truncated.
	const from = size < position ? 0 : position;
	const bytes = Buffer.alloc(size - from);
	const {bytesRead} = await handle.read(bytes, 0, bytes.length, from);
	const length = bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1;
	return {
		lines: length === 0 ? [] : bytes.toString('utf8', 0, length - 1).split('\n'),
		end: from + length,
	};
}

/** Check whether the path now points to another file. */
async function isReplaced(file: string, handle: FileHandle | undefined): Promise<boolean> {
	const named = await ifThere(stat(file));
	return named !== undefined && named.ino !== (await handle?.stat())?.ino;
}

const openIfThere = async (file: string) => ifThere(open(file));

async function ifThere<Value>(found: Promise<Value>): Promise<Value | undefined> {
	try {
		return await found;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}
