import {Buffer} from 'node:buffer';
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';

export type LastLinesOptions = {
	readonly lines: number;
	/** Bytes that are read from the end of the file, at most. @default 65_536 */
	readonly limit?: number;
};

/**
Read the last whole lines of a file, the newest last. It reads only the file's end, so it costs the same however long the file is.

@returns None if there is no such file.
*/
export function readLastLines(
	file: string,
	{lines, limit = 65_536}: LastLinesOptions,
): readonly string[] {
	const {text, isCut} = readEnd(file, limit);
	// What follows the last line end is a line that is being written.
	const whole = text.split('\n').slice(isCut ? 1 : 0, -1);
	return lines === 0 ? [] : whole.slice(-lines);
}

function readEnd(file: string, limit: number) {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return {text: '', isCut: false};
		}

		throw error;
	}

	try {
		const {size} = fstatSync(descriptor);
		const start = Math.max(0, size - limit);
		const bytes = Buffer.alloc(size - start);
		const read = readSync(descriptor, bytes, 0, bytes.length, start);
		return {text: bytes.toString('utf8', 0, read), isCut: start > 0};
	} finally {
		closeSync(descriptor);
	}
}
