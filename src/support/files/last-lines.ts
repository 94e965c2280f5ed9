import {Buffer} from 'node:buffer';
import {closeSync, fstatSync, readSync} from 'node:fs';
import {openRegularFile} from './regular-file.ts';

export type LastLinesOptions = {
	readonly lines: number;
	/** Maximum number of bytes to read from the end of the file. @default 65_536 */
	readonly limit?: number;
};

/**
Read the last complete lines of a file, newest last. Only the end of the file is read, so the cost does not depend on its size.

@returns The lines; none if the file does not exist.
@throws {PathError} If it is a folder, a device, a pipe or a socket.
*/
export function readLastLines(
	file: string,
	{lines, limit = 65_536}: LastLinesOptions,
): readonly string[] {
	const {text, isCut} = readEnd(file, limit);
	// Text after the last line end is a line still being written.
	const whole = text.split('\n').slice(isCut ? 1 : 0, -1);
	return lines === 0 ? [] : whole.slice(-lines);
}

function readEnd(file: string, limit: number) {
	let descriptor: number;
	try {
		descriptor = openRegularFile(file);
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
